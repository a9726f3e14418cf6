package io.procpool.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.internal.dispatch.ScriptedWorkers.Scripted;
import io.procpool.protocol.ClassAnswer;
import io.procpool.protocol.ClassQuestion;
import io.procpool.protocol.ClassQuestion.Kind;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.LoaderNumber;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a worker may ask for, and what becomes of one that asks for something else. */
class ClassQuestionsTest extends DispatcherFixture {

  private static final String CLASS = ClassQuestionsTest.class.getName();

  @Test
  void aClassOfTheJobsLoaderIsGiven() throws Exception {
    Scripted worker = workerWithATask();

    worker.tell(new ClassQuestion(LOADER, Kind.CLASS_BYTES, CLASS).toFrame(5));
    onAThreadForClasses().run();

    Frame answer = worker.next(FrameType.CLASS_ANSWER);
    assertThat(answer.id()).isEqualTo(5);
    assertThat(ClassAnswer.of(answer)).isEqualTo(ClassAnswer.FOUND);
    assertThat(ClassAnswer.rest(answer).readInt()).isEqualTo(0xCAFEBABE);
  }

  @Test
  void oneThatIsOnTheClassPathIsNotSentUnlessItMust() throws Exception {
    Scripted worker = workerWithATask();

    worker.tell(new ClassQuestion(LOADER, Kind.CLASS, CLASS).toFrame(5));
    onAThreadForClasses().run();

    assertThat(ClassAnswer.of(worker.next(FrameType.CLASS_ANSWER)))
        .isEqualTo(ClassAnswer.ON_CLASS_PATH);
  }

  @Test
  void oneThatIsNowhereIsNotFound() throws Exception {
    Scripted worker = workerWithATask();

    worker.tell(new ClassQuestion(LOADER, Kind.CLASS_BYTES, "com.acme.Nowhere").toFrame(5));
    onAThreadForClasses().run();

    assertThat(ClassAnswer.of(worker.next(FrameType.CLASS_ANSWER)))
        .isEqualTo(ClassAnswer.NOT_FOUND);
  }

  @Test
  void aLoaderThatTheWorkerWasNeverGivenEndsIt() throws Exception {
    Scripted worker = workerWithATask();

    worker.tell(
        new ClassQuestion(LoaderNumber.FIRST_OTHER, Kind.CLASS, "com.acme.Point").toFrame(5));

    assertIsKilled(worker);
  }

  @Test
  void aWorkerThatIsNotToAskIsEnded() throws Exception {
    Scripted worker = workerWithATask();

    worker.tell(
        new ClassQuestion(LoaderNumber.CLASS_PATH_ALONE, Kind.CLASS, "com.acme.Point").toFrame(5));

    assertIsKilled(worker);
  }

  @Test
  void aQuestionThatMakesNoSenseEndsIt() throws Exception {
    Scripted worker = workerWithATask();

    worker.tell(new Frame(FrameType.CLASS_WANTED, 5, new byte[] {1, 2, 3}));

    assertIsKilled(worker);
  }

  @Test
  void anAnswerThatComesTooLateIsForNobody() throws Exception {
    Scripted worker = workerWithATask();
    worker.tell(new ClassQuestion(LOADER, Kind.CLASS_BYTES, CLASS).toFrame(5));
    Runnable late = onAThreadForClasses();
    worker.exit(1);

    late.run();

    allEventsHaveRun();
    assertThat(worker.frames).isEmpty();
  }

  private Scripted workerWithATask() throws InterruptedException {
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    job(new RecordingSink(), 1);
    runOf(worker);
    return worker;
  }

  private Runnable onAThreadForClasses() throws InterruptedException {
    Runnable work = classThreads.poll(30, TimeUnit.SECONDS);
    assertThat(work).as("a class that is looked for").isNotNull();
    return work;
  }

  private void assertIsKilled(Scripted worker) throws Exception {
    assertThat(worker.kills.poll(30, TimeUnit.SECONDS)).as("it is killed").isTrue();
    allEventsHaveRun(); // its exit, before the pool would end it too
  }
}
