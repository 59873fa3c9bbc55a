package io.mce.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.testing.MceExtension;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A campaign that ran when its database was copied writes to nobody until a person resumes it. */
final class CopiedCampaignTest extends CampaignFixture {

  private static final int PEOPLE = 600;

  CopiedCampaignTest() {
    super(MceExtension.sqlite());
  }

  @Test
  void the_copy_pauses_what_ran_and_a_release_does_not_resume_it() throws Exception {
    leads(PEOPLE);
    Campaign draft = created(Step.now("Hi"));
    Campaign running = started(Step.now("Hi"), Step.after(Duration.ofHours(1), "Seen?"));
    workOnce();
    mce.engine().close();
    Files.delete(mce.folder().resolve("mce.db.witness"));
    mce.restart();
    assertThat(mce.engine().sendingHold().held()).isPresent();
    mce.runDue();
    assertThat(now(draft).status()).isEqualTo(CampaignStatus.DRAFT);
    assertThat(now(running).status()).isEqualTo(CampaignStatus.PAUSED);
    assertThat(recipients(running)).hasSizeLessThan(PEOPLE);
    assertThat(published(CampaignPaused.class)).isEqualTo(1);

    mce.engine().sendingHold().release("operator", true);
    mce.advance(Duration.ofHours(2));
    assertThat(now(running).status()).isEqualTo(CampaignStatus.PAUSED);
    assertThat(mce.channel().sent()).isEmpty();

    campaigns().resume(actor, running.id());
    mce.runDue();
    assertSentOnceEach(PEOPLE);
  }
}
