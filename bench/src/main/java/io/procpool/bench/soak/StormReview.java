package io.procpool.bench.soak;

import io.procpool.TaskException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Holds what a storm gave against what tasks signed, and what workers were hit. */
final class StormReview {

  private final StormPlan plan;
  private final List<long[]> answers;
  private final List<Tally.Told> failures;
  private final Ledger ledger;
  private final List<Hit> allHits;

  /** By pid: within so short a time none comes again. */
  private final Map<Long, Hit> hits = new LinkedHashMap<>();

  private final Replacements replacements;

  StormReview(
      StormPlan plan, Tally tally, Ledger ledger, List<Hit> hits, Replacements replacements) {
    this.plan = plan;
    this.answers = tally.answers();
    this.failures = tally.failures();
    this.ledger = ledger;
    this.replacements = replacements;
    this.allHits = hits;
    hits.forEach(hit -> this.hits.put(hit.pid(), hit));
  }

  void review(Findings findings) {
    figures(findings);
    findings.promise("each task gives one result or one failure", accounts());
    findings.promise("no result is wrong, and each is from the worker that ran it", wrong());
    findings.promise("each task runs at most once, by what it signed", twice());
    findings.promise("each failure names the signal, and a worker that got it", misnamed());
    findings.promise("no worker is blamed twice: at most as many fail as were hit", blamedTwice());
    findings.promise("the task that fails is the task that ran", blamedWrongly());
    findings.promise("each task that ran in a worker when it was hit fails", notBlamed());
    findings.promise("it is told within " + plan.notice().toMillis() + " ms", toldLate());
    findings.promise("the worker is replaced in that time", replacedLate());
    findings.promise(
        "workers were hit %d times".formatted(Storm.HITS),
        allHits.size() == Storm.HITS ? List.of() : List.of(allHits.size() + " times only"));
  }

  private void figures(Findings findings) {
    List<Double> toldMillis =
        failures.stream().map(this::millisToTold).flatMap(Optional::stream).toList();
    List<Double> replacedMillis =
        hits.values().stream().map(replacements::millisOf).flatMap(Optional::stream).toList();
    long outside = hits.keySet().stream().filter(pid -> !isBlamed(pid)).count();
    findings.figure(
        "tasks that failed",
        "%d; of them %d before they could sign, %d behind their end"
            .formatted(
                failures.size(),
                failures.stream().filter(told -> !ledger.hasBegun(told.number())).count(),
                failures.stream()
                    .filter(told -> !ledger.endedIn(told.number()).isEmpty())
                    .count()));
    findings.figure("hits on a worker that ran none", outside);
    findings.figure("from the hit to the failure", new Latencies(toldMillis));
    findings.figure("from the hit to the new process", new Latencies(replacedMillis));
    findings.detail("toldMillis", toldMillis);
    findings.detail("replacedMillis", replacedMillis);
    findings.detail("failures", messages());
  }

  private List<String> messages() {
    return failures.stream().map(told -> told.failure().getMessage()).toList();
  }

  private List<String> accounts() {
    int[] outcomes = new int[Storm.TASKS];
    answers.forEach(answer -> outcomes[(int) Answers.number(answer)]++);
    failures.forEach(told -> outcomes[(int) told.number()]++);
    return LongStream.range(0, Storm.TASKS)
        .filter(number -> outcomes[(int) number] != 1)
        .mapToObj(number -> "task %d gave %d".formatted(number, outcomes[(int) number]))
        .toList();
  }

  private List<String> wrong() {
    List<String> breaches = new ArrayList<>();
    for (long[] answer : answers) {
      long number = Answers.number(answer);
      if (!Answers.isRight(answer, number)) {
        breaches.add("task %d".formatted(number));
      }
      if (!ledger.begunIn(number).equals(List.of(Answers.pid(answer)))) {
        breaches.add(
            "task %d: pid %d answered, it ran in %s"
                .formatted(number, Answers.pid(answer), ledger.begunIn(number)));
      }
    }
    return breaches;
  }

  private List<String> twice() {
    List<String> breaches = new ArrayList<>();
    for (long number : ledger.numbers()) {
      if (ledger.begunIn(number).size() > 1) {
        breaches.add("task %d ran in %s".formatted(number, ledger.begunIn(number)));
      }
    }
    return breaches;
  }

  private List<String> misnamed() {
    return failures.stream()
        .map(Tally.Told::failure)
        .filter(failure -> !plan.explains(failure) || hitOf(failure).isEmpty())
        .map(TaskException::toString)
        .toList();
  }

  private Collection<String> blamedTwice() {
    Map<Long, String> breaches = new HashMap<>();
    Map<Long, Long> blamed = new HashMap<>();
    for (Tally.Told told : failures) {
      pidOf(told.failure())
          .ifPresent(
              pid -> {
                Long other = blamed.put(pid, told.number());
                if (other != null) {
                  breaches.put(pid, "pid %d: tasks %d, %d".formatted(pid, other, told.number()));
                }
              });
    }
    return breaches.values();
  }

  /** A task may fail before it could sign: its item and function are decoded first. */
  private List<String> blamedWrongly() {
    List<String> breaches = new ArrayList<>();
    for (Tally.Told told : failures) {
      List<Long> ran = ledger.begunIn(told.number());
      if (!ran.isEmpty() && !pidOf(told.failure()).equals(Optional.of(ran.get(0)))) {
        breaches.add("task %d ran in %s: %s".formatted(told.number(), ran, told.failure()));
      }
    }
    return breaches;
  }

  private List<String> notBlamed() {
    List<String> breaches = new ArrayList<>();
    for (long number : ledger.numbers()) {
      long pid = ledger.begunIn(number).get(0);
      boolean isCut = hits.containsKey(pid) && !ledger.endedIn(number).contains(pid);
      if (isCut && failures.stream().noneMatch(told -> told.number() == number)) {
        breaches.add("task %d of pid %d".formatted(number, pid));
      }
    }
    return breaches;
  }

  private List<String> toldLate() {
    return failures.stream()
        .filter(told -> millisToTold(told).orElse(0.0) > plan.notice().toMillis())
        .map(told -> "task %d after %.0f ms".formatted(told.number(), millisToTold(told).get()))
        .toList();
  }

  /**
   * Where a signal does not end the worker, only the task that ran is noticed; what else it hit is
   * noticed when it is given work, which is looked at behind the storm.
   */
  private List<String> replacedLate() {
    List<String> breaches = new ArrayList<>();
    for (Hit hit : hits.values()) {
      Optional<Double> millis = replacements.millisOf(hit);
      boolean isNoticed = plan.signal() == Signal.SIGKILL || isBlamed(hit.pid());
      if (isNoticed && millis.orElse(Double.MAX_VALUE) > plan.notice().toMillis()) {
        breaches.add(
            "pid %d: %s"
                .formatted(hit.pid(), millis.map("after %.0f ms"::formatted).orElse("never")));
      }
    }
    return breaches;
  }

  private Optional<Double> millisToTold(Tally.Told told) {
    return hitOf(told.failure()).map(hit -> hit.millisTo(told.nanos()));
  }

  private Optional<Hit> hitOf(TaskException failure) {
    return pidOf(failure).map(hits::get);
  }

  private boolean isBlamed(long pid) {
    return failures.stream().anyMatch(told -> pidOf(told.failure()).equals(Optional.of(pid)));
  }

  private static Optional<Long> pidOf(TaskException failure) {
    return Culprit.of(failure).map(Culprit::pid);
  }
}
