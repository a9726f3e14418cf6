package io.procpool.bench.report;

import io.procpool.bench.Machine;
import java.util.List;
import java.util.Locale;

/**
 * What a run found.
 *
 * @param command that repeats it
 * @param loadAtEnd load average of the last minute when the run ended
 */
public record Report(
    Machine machine, String command, int rounds, List<Measured> measured, double loadAtEnd) {

  List<Score> scores() {
    return measured.stream().flatMap(one -> one.scores().stream()).toList();
  }

  List<String> groups() {
    return measured.stream().map(Measured::group).distinct().toList();
  }

  List<Measured> in(String group) {
    return measured.stream().filter(one -> one.group().equals(group)).toList();
  }

  long count(Verdict verdict) {
    return scores().stream().filter(score -> score.verdict() == verdict).count();
  }

  /** Such as: 20 of 24 goals met, 12 of them as aimed for; 4 missed. */
  String headline() {
    long missed = count(Verdict.MISSED);
    int all = scores().size();
    return "%d of %d goals met, %d of them as aimed for; %d missed"
        .formatted(all - missed, all, count(Verdict.AIM), missed);
  }

  /** What a figure means nothing without. */
  String facts() {
    return String.format(
        Locale.ROOT,
        "%s; %d cores, %s, %s; %s; %s; %d rounds; load average %.2f to %.2f%s",
        machine.date(),
        machine.cores(),
        machine.processor(),
        machine.system(),
        machine.jvm(),
        machine.python().map(version -> "Python " + version).orElse("no Python"),
        rounds,
        machine.load(),
        loadAtEnd,
        isBusy() ? ", so the machine had more to do than this" : "");
  }

  /** This run itself keeps about a core and a half at work: what it began with, it has not made. */
  private boolean isBusy() {
    return machine.load() > machine.cores() / 2.0;
  }
}
