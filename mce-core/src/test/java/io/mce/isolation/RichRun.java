package io.mce.isolation;

import io.mce.channel.DailyCap;
import io.mce.channel.FrequencyCap;
import io.mce.channel.Purpose;
import io.mce.channel.SendingRules;
import io.mce.conversation.SendMessage;
import io.mce.conversation.Sender;
import io.mce.engine.EngineParts;
import io.mce.isolation.Probe.Expected;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PageRequest;
import io.mce.lead.LeadQuery;
import io.mce.lead.LeadSort;
import io.mce.organization.OrganizationChange;
import io.mce.organization.QuietHours;
import io.mce.persistence.Database;
import io.mce.spi.Address;
import io.mce.spi.ErrorKind;
import io.mce.spi.MessageIn;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A run in which two organizations do everything that the engine can do for them: each method of
 * each service is called at least once, and a season passes. For tests that look at what the engine
 * does on the way, such as the statements that it issues.
 */
public final class RichRun {

  /** A word in every text of the first organization. */
  public static final String MARKER = "ZEBRA";

  private final MceExtension mce;
  private final SampleChannel channel = new SampleChannel();
  private int answers;

  /** Sets up a run with the engine of a test that has not begun yet. */
  public RichRun(MceExtension mce) {
    this.mce = mce.with(builder -> builder.provider(channel).provider(new SampleLeads()));
  }

  /** The organizations of a run, the marked one first. */
  public record Organizations(OrganizationId marked, OrganizationId other) {}

  /** Does everything. */
  public Organizations play() throws Exception {
    Sample.listen(mce.engine());
    Sample marked = Sample.create(mce, channel, MARKER, 4);
    Sample other = Sample.create(mce, channel, "QUAGGA", 0);
    for (Probe probe : Probes.create().all()) {
      if (probe.expected() != Expected.EXEMPT) {
        probe.call().run(marked, marked);
        mce.runDue();
      }
    }
    channel.useState(marked.account().value());
    // Long enough for every period to end; a source that is asked each five minutes rests
    // meanwhile.
    mce.clock().set(mce.clock().instant().plus(Duration.ofDays(39)));
    mce.advance(Duration.ofDays(1));
    limited(marked);
    troubles(marked);
    releasedCopy(marked);
    return new Organizations(marked.organizationId, other.organizationId);
  }

  /** An operator finds the engine on what looks like a copy, with a message that waits. */
  private void releasedCopy(Sample sample) {
    sample
        .engine
        .conversations()
        .send(
            sample.actor,
            SendMessage.of(
                sample.spareLead(0), "Wait", Purpose.HUMAN, Sender.human("host", "Host"), "wait"));
    EngineParts.part(sample.engine, Database.class)
        .directory(transaction ->
            transaction
                .update("insert into mce_instance (name, value) values (:name, :value)")
                .bind("name", "sending-held")
                .bind("value", "ALONE " + mce.clock().instant())
                .execute());
    sample.engine.sendingHold().release("operator", true);
    mce.runDue();
  }

  /** A message waits for the morning, and then need not. */
  private void limited(Sample sample) {
    quiet(sample, QuietHours.of("00:00", "23:59"));
    sample
        .engine
        .conversations()
        .send(
            sample.actor,
            SendMessage.of(
                sample.spareLead(0), "Later", Purpose.OUTREACH, Sender.SYSTEM, "limited"));
    mce.runDue();
    long version = sample.engine.sendingLimits().get(sample.actor).version();
    sample
        .engine
        .sendingLimits()
        .change(
            sample.actor,
            SendingRules.NONE
                .withDaily(new DailyCap(Optional.of(90_000), List.of(80_000)))
                .withFrequency(new FrequencyCap(100, 1)),
            version);
    mce.runDue();
    quiet(sample, QuietHours.NONE);
    mce.runDue();
  }

  private static void quiet(Sample sample, QuietHours hours) {
    var organizations = sample.engine.organizations();
    organizations.update(
        sample.actor,
        OrganizationChange.none().withQuietHours(hours),
        organizations.get(sample.actor).version());
  }

  /** Each way in which a message can fail, and what people answer. */
  private void troubles(Sample sample) {
    for (ErrorKind kind : ErrorKind.values()) {
      for (int lead = 0; lead < 3; lead++) {
        sample
            .engine
            .conversations()
            .send(
                sample.actor,
                SendMessage.of(
                    sample.spareLead(lead),
                    "Please answer " + kind,
                    Purpose.HUMAN,
                    Sender.human("host", "Host"),
                    "trouble-" + kind + lead));
      }
      mce.runDue();
      mce.advance(Duration.ofMinutes(2));
    }
    for (String text : List.of("Hi", "STOP", "START", "STOP")) {
      channel.emit(
          sample.account().value(),
          MessageIn.text(
              "answer-" + answers++,
              mce.clock().instant(),
              Address.phone(Sample.SHARED_PHONE),
              text));
      mce.runDue();
    }
    for (LeadQuery query :
        List.of(
            LeadQuery.all().tag("tag-" + sample.marker).minScore(0).text("Ana"),
            LeadQuery.all().text("Bo1@" + sample.marker + ".example.com"),
            LeadQuery.all().text(Sample.SHARED_PHONE.substring(Sample.SHARED_PHONE.length() - 4)),
            LeadQuery.all().source("Fair " + sample.marker).owner(sample.member()))) {
      for (LeadSort sort : LeadSort.values()) {
        sample.engine.leads().list(sample.actor, query.sort(sort), PageRequest.first());
      }
    }
  }
}
