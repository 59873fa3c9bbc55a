package io.mce.app.identity;

import io.mce.app.setup.ServerSettings;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.provider.ProviderAccountDraft;
import jakarta.inject.Singleton;
import java.util.Map;

/** Gives a new organization what it can begin with. */
@Singleton
final class NewOrganizations {

  private final MceEngine engine;
  private final ServerSettings settings;

  NewOrganizations(MceEngine engine, ServerSettings settings) {
    this.engine = engine;
    this.settings = settings;
  }

  /**
   * Its place, and a sandbox channel, so that everything can be tried without a carrier. Repeating
   * it adds none.
   */
  void prepare(OrganizationId organizationId, Place place) {
    Actor actor = Actor.system(organizationId, "sign-up");
    long version = engine.organizations().get(actor).version();
    engine.organizations().update(actor, place.change(), version);
    if (settings.sandbox() && engine.providerAccounts().list(actor).isEmpty()) {
      engine
          .providerAccounts()
          .create(actor, new ProviderAccountDraft("sandbox", "Sandbox", Map.of()));
    }
  }
}
