package io.procpool.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionPayloadTest {

  @ParameterizedTest
  @CsvSource({"2, true, false, , 42", "3, false, true, nightly, -1", "9, true, true, ü, 0"})
  void whatStandsBeforeTheFunctionIsReadAsItWasWritten(
      long loader, boolean isTimed, boolean isCall, String name, long seed) {
    FunctionPayload.Header header =
        new FunctionPayload.Header(loader, isTimed, isCall, new JobTag(name, seed));
    PayloadWriter payload = new PayloadWriter(8);
    FunctionPayload.begin(payload, header);
    payload.write(77);
    PayloadReader reader = new PayloadReader(payload.toByteArray());

    assertThat(FunctionPayload.Header.read(reader)).isEqualTo(header);
    assertThat(reader.remaining()).isEqualTo(1);
    assertThat(reader.readByte()).isEqualTo((byte) 77);
  }

  /** Of a call that is known by no function the seed stands where the index would. */
  @Test
  void theSeedOfACallIsWhereTheIndexOfOtherTasksIs() {
    PayloadWriter call = new PayloadWriter(64);
    RunPayload.beginOne(call);
    call.write(9);
    RunPayload.finishOne(call, RunPayload.callWith(2), 42);
    PayloadReader reader = new PayloadReader(call.toByteArray());

    assertThat(RunPayload.isCall(reader.readLong())).isTrue();
    assertThat(reader.readLong()).isEqualTo(42);
  }
}
