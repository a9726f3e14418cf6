package io.procpool.it.containers;

import static io.procpool.it.containers.JreImage.CHORES;
import static io.procpool.it.containers.ProcpoolContainer.success;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Capability;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A user who may do little and has no entry in {@code /etc/passwd}, so neither name nor home. */
@ExtendWith(Docker.class)
class UnprivilegedUserIT {

  private static final String NAMELESS = "12345:12345";

  @Test
  void theWorkersAreThatUsers() {
    ProcpoolContainer container =
        new ProcpoolContainer("--procs", "2", CHORES, "user", "b", "user").asUser(NAMELESS);

    assertThat(container.run()).isEqualTo(success("user 12345", "b", "user 12345"));
  }

  @Test
  void noCapabilityIsNeeded() {
    ProcpoolContainer container =
        new ProcpoolContainer("--procs", "2", CHORES, "user", "b", "c")
            .asUser(NAMELESS)
            .under(
                host ->
                    host.withCapDrop(Capability.ALL)
                        .withSecurityOpts(List.of("no-new-privileges")));

    assertThat(container.run()).isEqualTo(success("user 12345", "b", "c"));
  }
}
