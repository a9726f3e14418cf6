package io.procpool.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.protocol.ClassQuestion.Kind;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassQuestionTest {

  @ParameterizedTest
  @EnumSource
  void aQuestionArrivesAsItWasAsked(Kind kind) {
    ClassQuestion asked = new ClassQuestion(7, kind, "com.acme.Größe$1");

    Frame frame = asked.toFrame(42);

    assertThat(frame.id()).isEqualTo(42);
    assertThat(ClassQuestion.of(frame)).isEqualTo(asked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "com/acme/Point", "[I", "[Lcom.acme.Point;", "/etc/passwd"})
  void whatCanBeNoClassIsNotAskedAndNotAnswered(String name) {
    assertThat(ClassQuestion.isAskable(Kind.CLASS, name)).isFalse();
    assertRefused(new ClassQuestion(7, Kind.CLASS_BYTES, name).toFrame(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "com/acme/", "/"})
  void aFolderIsNoResource(String name) {
    assertThat(ClassQuestion.isAskable(Kind.RESOURCES, name)).isFalse();
    assertRefused(new ClassQuestion(7, Kind.RESOURCE, name).toFrame(1));
  }

  @Test
  void aNameLongerThanAnyIsRefused() {
    assertRefused(new ClassQuestion(7, Kind.RESOURCE, "x".repeat(65_536)).toFrame(1));
  }

  @Test
  void anUnknownKindIsRefused() {
    Frame frame = new ClassQuestion(7, Kind.CLASS, "Point").toFrame(1);
    frame.payload()[8] = 99;

    assertRefused(frame);
  }

  @Test
  void aQuestionThatEndsEarlyOrGoesOnIsRefused() {
    Frame whole = new ClassQuestion(7, Kind.CLASS, "Point").toFrame(1);
    for (int length = 0; length < whole.length(); length++) {
      assertRefused(new Frame(FrameType.CLASS_WANTED, 1, whole.payload(), length));
    }
    byte[] longer = Arrays.copyOf(whole.payload(), whole.length() + 1);
    assertRefused(new Frame(FrameType.CLASS_WANTED, 1, longer));
  }

  @Test
  void anAnswerIsReadAsItWasGiven() {
    PayloadWriter found = ClassAnswer.FOUND.begin();
    found.write(new byte[] {1, 2, 3});
    Frame answer = ClassAnswer.toFrame(42, found);

    assertThat(answer.id()).isEqualTo(42);
    assertThat(ClassAnswer.of(answer)).isEqualTo(ClassAnswer.FOUND);
    assertThat(ClassAnswer.rest(answer).readBytes(3)).containsExactly(1, 2, 3);
    assertThat(ClassAnswer.rest(ClassAnswer.toFrame(1, ClassAnswer.refused("why"))).readText())
        .isEqualTo("why");
  }

  @Test
  void anUnknownAnswerIsRefused() {
    Frame answer = new Frame(FrameType.CLASS_ANSWER, 1, new byte[] {99});

    assertThatThrownBy(() -> ClassAnswer.of(answer)).isInstanceOf(MalformedPayloadException.class);
  }

  @Test
  void theIdsOfCallsTellTheirLoaders() {
    assertThat(RunPayload.callWith(LoaderNumber.CLASS_PATH_ALONE))
        .isEqualTo(RunPayload.CALL_THE_ITEM);
    assertThat(RunPayload.loaderOfCall(RunPayload.callWith(9))).isEqualTo(9);
    assertThat(RunPayload.isCall(RunPayload.callWith(9))).isTrue();
    assertThat(RunPayload.isCall(1)).isFalse();
  }

  private static void assertRefused(Frame frame) {
    assertThatThrownBy(() -> ClassQuestion.of(frame)).isInstanceOf(MalformedPayloadException.class);
  }
}
