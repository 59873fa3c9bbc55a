package io.mce.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.mce.spi.tck.ChannelProviderContract;
import io.mce.spi.tck.NetworkRemote;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The kit passes a good channel and fails each flawed one in the test that names the flaw. */
class ConformanceKitTest {

  private static volatile Flaw flaw = Flaw.NONE;

  @Test
  void a_channel_without_flaws_passes() {
    FailureRecorder results = run(selectClass(FlawedChannelConformance.class), Flaw.NONE);
    assertThat(results.run).isGreaterThan(35);
    assertThat(results.failed).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void a_flaw_is_caught(Flaw flaw) {
    assertThat(flaw.caughtBy()).isNotEmpty();
    for (String test : flaw.caughtBy()) {
      String method = test.startsWith("classifies_") ? "refusals_are_classified" : test;
      FailureRecorder results = run(selectMethod(FlawedChannelConformance.class, method), flaw);
      assertThat(results.failed).contains(test);
    }
  }

  @Test
  void a_factory_that_is_not_listed_is_missed() {
    String test = "the_service_file_names_the_factory";
    assertThat(run(selectMethod(Unlisted.class, test), Flaw.NONE).failed).containsExactly(test);
  }

  private static FailureRecorder run(DiscoverySelector tests, Flaw now) {
    flaw = now;
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(tests).build();
    FailureRecorder recorder = new FailureRecorder();
    LauncherFactory.create().execute(request, recorder);
    return recorder;
  }

  /** Run by the launcher only, with the flaw of the moment. */
  static class FlawedChannelConformance implements ChannelProviderContract {

    @Override
    public ProviderFactory<ChannelProvider, ?> factory() {
      return new FlawedFactory(flaw);
    }

    @Override
    public NetworkRemote startRemote() {
      return new FlawedRemote();
    }

    @Override
    public boolean listedAsService() {
      return false;
    }
  }

  static class Unlisted extends FlawedChannelConformance {

    @Override
    public ProviderFactory<ChannelProvider, ?> factory() {
      return new FlawedFactory(Flaw.NONE);
    }

    @Override
    public boolean listedAsService() {
      return true;
    }
  }

  private static final class FailureRecorder implements TestExecutionListener {

    private final Set<String> failed = new TreeSet<>();
    private int run;

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (!test.isTest()) {
        return;
      }
      run++;
      if (result.getStatus() == TestExecutionResult.Status.FAILED) {
        failed.add(test.getDisplayName().replace("()", ""));
      }
    }
  }
}
