package io.mce.template;

import io.mce.spi.Accepted;
import io.mce.spi.AddressScheme;
import io.mce.spi.CatalogTemplate;
import io.mce.spi.ChannelCapability;
import io.mce.spi.ChannelProfile;
import io.mce.spi.ChannelProvider;
import io.mce.spi.Health;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderEvent;
import io.mce.spi.ProviderException;
import io.mce.spi.ProviderFactory;
import io.mce.spi.ReadMarks;
import io.mce.spi.ReplyWindow;
import io.mce.spi.Setting;
import io.mce.spi.SpiVersion;
import io.mce.spi.TemplateCatalog;
import io.mce.spi.TemplateDraft;
import io.mce.spi.TemplateSubmission;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A carrier with a reply window and templates, which says what the test wants it to say. All its
 * accounts have the same templates.
 */
public final class TemplateChannel
    implements ProviderFactory<ChannelProvider, TemplateChannel.Settings> {

  /** The id of the factory. */
  public static final String ID = "templates";

  /** What an account is set up with. */
  public record Settings(@Setting(label = "Note", defaultValue = "none") String note) {}

  private final List<CatalogTemplate> catalog = new ArrayList<>();
  private final Deque<ProviderException> failures = new ArrayDeque<>();
  private final List<ProviderContext> contexts = new CopyOnWriteArrayList<>();
  private final List<OutboundMessage> sent = new CopyOnWriteArrayList<>();
  private final List<String> marked = new CopyOnWriteArrayList<>();
  private volatile @Nullable Runnable during;
  private int asked;

  /** The carrier has these templates from now on, and no others. */
  public synchronized void has(CatalogTemplate... templates) {
    catalog.clear();
    catalog.addAll(List.of(templates));
  }

  /** The next question fails. */
  public synchronized void failNext(ProviderException e) {
    failures.add(e);
  }

  /** Runs while the carrier is asked for its templates, after it has looked them up. */
  public void during(Runnable work) {
    during = work;
  }

  /** How often the templates were asked for. */
  public synchronized int asked() {
    return asked;
  }

  /** What was sent. */
  public List<OutboundMessage> sent() {
    return List.copyOf(sent);
  }

  /** The messages that were marked as read. */
  public List<String> marked() {
    return List.copyOf(marked);
  }

  /** Says something as the remote of the newest account. */
  public void emit(ProviderEvent event) {
    contexts.getLast().emit(event);
  }

  private synchronized List<CatalogTemplate> list() {
    asked++;
    fail();
    return List.copyOf(catalog);
  }

  private synchronized CatalogTemplate take(TemplateDraft draft) {
    fail();
    CatalogTemplate taken =
        new CatalogTemplate(
            draft.name(),
            draft.language(),
            draft.body(),
            false,
            "PENDING",
            Optional.of(draft.category()));
    catalog.add(taken);
    return taken;
  }

  private void fail() {
    ProviderException failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String displayName() {
    return "Templates";
  }

  @Override
  public Class<ChannelProvider> type() {
    return ChannelProvider.class;
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public int spiVersion() {
    return SpiVersion.MAJOR;
  }

  @Override
  public ChannelProvider create(Settings settings, ProviderContext context) {
    contexts.add(context);
    return new Live();
  }

  private final class Live
      implements ChannelProvider, TemplateCatalog, TemplateSubmission, ReadMarks {

    @Override
    public ChannelProfile profile() {
      return ChannelProfile.of(
              "TEMPLATES",
              EnumSet.of(AddressScheme.E164, AddressScheme.WHATSAPP_USER),
              EnumSet.of(
                  ChannelCapability.TEXT, ChannelCapability.TEMPLATE, ChannelCapability.INBOUND))
          .withReplyWindow(ReplyWindow.HOURS_24)
          .withPace(64, 100_000);
    }

    @Override
    public Accepted send(OutboundMessage message) {
      sent.add(message);
      return Accepted.of("remote-" + sent.size());
    }

    @Override
    public List<CatalogTemplate> templates() {
      List<CatalogTemplate> told = list();
      Runnable work = during;
      if (work != null) {
        during = null;
        work.run();
      }
      return told;
    }

    @Override
    public CatalogTemplate submit(TemplateDraft draft) {
      return take(draft);
    }

    @Override
    public void markRead(String remoteId) {
      synchronized (TemplateChannel.this) {
        fail();
      }
      marked.add(remoteId);
    }

    @Override
    public void showTyping(String remoteId) {
      marked.add(remoteId);
    }

    @Override
    public Health health() {
      return Health.up();
    }
  }
}
