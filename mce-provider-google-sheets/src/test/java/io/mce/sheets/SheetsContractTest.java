package io.mce.sheets;

import io.mce.spi.PollingLeadSource;
import io.mce.spi.ProviderFactory;
import io.mce.spi.tck.PollingLeadSourceContract;

/** Keeps what the engine relies on. */
final class SheetsContractTest implements PollingLeadSourceContract<FakeSheets> {

  @Override
  public ProviderFactory<PollingLeadSource, ?> factory() {
    return new SheetsFactory();
  }

  @Override
  public ProviderFactory<PollingLeadSource, ?> factory(FakeSheets remote) {
    return remote.factory();
  }

  @Override
  public FakeSheets startRemote() {
    return new FakeSheets();
  }
}
