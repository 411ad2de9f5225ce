package dev.seep.kernel.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.TcpActivity;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TcpInfoTest {

  @Test
  void aKernelBeforeTheCountOfSegmentsGivesTheTimesAllTheSame() {
    byte[] linux3 = new byte[104];
    Bytes.putInt(linux3, 44, 1500);
    Bytes.putInt(linux3, 52, 700);
    Bytes.putInt(linux3, 96, 14600);
    Bytes.putInt(linux3, 100, 3);
    TcpActivity activity = Objects.requireNonNull(new TcpInfo(linux3, 0, linux3.length).activity());
    assertThat(activity).isEqualTo(new TcpActivity(1500, 700, 0, 3, -1));
    assertThat(activity.idleMillis()).isEqualTo(700);
  }

  @Test
  void nothingIsReadPastTheEndOfWhatTheKernelGave() {
    byte[] longer = new byte[400];
    Arrays.fill(longer, (byte) 7);
    TcpInfo info = new TcpInfo(longer, 200, 0);
    assertThat(info.state()).isEqualTo(-1);
    assertThat(info.activity()).isNull();
    assertThat(info.segmentsOut()).isEqualTo(-1);
  }

  @Test
  void anAcknowledgedSynIsProofEnoughOfAConnection() {
    byte[] info = new byte[232];
    info[120] = 1;
    assertThat(new TcpInfo(info, 0, info.length).everEstablished()).isTrue();
    assertThat(new TcpInfo(info, 0, 124).everEstablished()).as("half a field").isFalse();
  }
}
