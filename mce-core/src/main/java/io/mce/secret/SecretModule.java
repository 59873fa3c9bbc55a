package io.mce.secret;

import com.google.inject.AbstractModule;
import com.google.inject.Binder;
import com.google.inject.multibindings.Multibinder;
import io.mce.job.Startable;
import io.mce.job.Worker;
import io.mce.spi.Internal;
import java.util.List;

/** Wires what replaces master keys. Needs a key ring and a secret box. */
@Internal
public final class SecretModule extends AbstractModule {

  private final List<HostSeals> hosts;

  /** Wires it, with what the host sealed in its own tables. */
  public SecretModule(List<HostSeals> hosts) {
    this.hosts = List.copyOf(hosts);
  }

  /** Where features bind the columns that they seal. */
  public static Multibinder<SealedColumn> columns(Binder binder) {
    return Multibinder.newSetBinder(binder, SealedColumn.class);
  }

  @Override
  protected void configure() {
    columns(binder()).addBinding().toInstance(DataKeys.COLUMN);
    Multibinder<HostSeals> ofHost = Multibinder.newSetBinder(binder(), HostSeals.class);
    hosts.forEach(each -> ofHost.addBinding().toInstance(each));
    bind(KeyCheck.class).asEagerSingleton();
    bind(ResealProbe.class).toInstance(column -> {});
    bind(KeyWatch.class).asEagerSingleton();
    bind(ResealWorker.class).asEagerSingleton();
    Multibinder<Worker> workers = Multibinder.newSetBinder(binder(), Worker.class);
    workers.addBinding().to(KeyWatch.class);
    workers.addBinding().to(ResealWorker.class);
    Multibinder.newSetBinder(binder(), Startable.class).addBinding().to(ResealWorker.class);
  }
}
