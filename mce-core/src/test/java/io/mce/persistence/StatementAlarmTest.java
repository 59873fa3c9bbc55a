package io.mce.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mce.engine.EngineHealth;
import io.mce.engine.EngineParts;
import io.mce.kernel.OrganizationId;
import io.mce.testing.MceExtension;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

final class StatementAlarmTest {

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite());
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres());
    }
  }

  abstract static class Contract {

    private static final String CARELESS = "select name from mce_lead where name = 'Ana Souza'";

    @RegisterExtension final MceExtension mce;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @Test
    void a_refused_statement_alarms_operators_without_telling_what_is_in_it() {
      OrganizationId acme = mce.engine().organizations().ensure("acme", "Acme").id();
      assertThat(mce.engine().health().state()).isEqualTo(EngineHealth.State.UP);
      ListAppender<ILoggingEvent> heard = new ListAppender<>();
      Logger logger = (Logger) LoggerFactory.getLogger(StatementAlarm.class);
      heard.start();
      logger.addAppender(heard);
      try {
        Database database = EngineParts.part(mce.engine(), Database.class);
        for (int i = 0; i < 2; i++) {
          assertThatThrownBy(() ->
                  database.read(acme, transaction -> transaction.query(CARELESS).mapToMap().list()))
              .isInstanceOf(IllegalStateException.class);
        }
      } finally {
        logger.detachAppender(heard);
      }
      assertThat(heard.list)
          .hasSize(2)
          .allSatisfy(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.ERROR);
            assertThat(line.getFormattedMessage())
                .matches(".*another organization: select of mce_lead, sha256 [0-9a-f]{12}")
                .doesNotContain("Ana");
          });
      EngineHealth health = mce.engine().health();
      assertThat(health.state()).isEqualTo(EngineHealth.State.DEGRADED);
      assertThat(health.warnings())
          .singleElement()
          .asString()
          .startsWith("2 statements were refused");
      assertThat(mce.engine().organizations().findByKey("acme")).contains(acme);
    }
  }
}
