package io.mce.sheets;

import io.mce.spi.PollingLeadSource;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderFactory;
import io.mce.spi.SpiVersion;
import java.net.URI;

/** Makes lead sources of Google Sheets. */
public final class SheetsFactory implements ProviderFactory<PollingLeadSource, SheetsSettings> {

  private static final URI ROOT = URI.create("https://sheets.googleapis.com/");
  private static final URI TOKENS = URI.create("https://oauth2.googleapis.com/token");

  private final URI root;
  private final URI tokens;

  /** Google's own addresses. They are no setting: whoever enters one could be sent the key. */
  public SheetsFactory() {
    this(ROOT, TOKENS);
  }

  /** Other addresses, for tests; the first ends with a slash. */
  SheetsFactory(URI root, URI tokens) {
    this.root = root;
    this.tokens = tokens;
  }

  @Override
  public String id() {
    return "google-sheets";
  }

  @Override
  public String displayName() {
    return "Google Sheets";
  }

  @Override
  public Class<PollingLeadSource> type() {
    return PollingLeadSource.class;
  }

  @Override
  public Class<SheetsSettings> settings() {
    return SheetsSettings.class;
  }

  @Override
  public int spiVersion() {
    return SpiVersion.MAJOR;
  }

  @Override
  public PollingLeadSource create(SheetsSettings settings, ProviderContext context) {
    return new SheetsSource(settings, new SheetsApi(settings, root, tokens), context);
  }
}
