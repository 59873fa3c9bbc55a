package io.mce.app.identity;

import io.mce.app.setup.ServerSettings;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.organization.Organization;
import io.mce.provider.ProviderAccountDraft;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Gives a new organization what it can begin with. */
@Singleton
public final class NewOrganizations {

  private final MceEngine engine;
  private final ServerSettings settings;

  NewOrganizations(MceEngine engine, ServerSettings settings) {
    this.engine = engine;
    this.settings = settings;
  }

  /**
   * Makes an organization that nobody belongs to yet, under this name or, where it is taken, with a
   * number behind it.
   */
  public Organization create(String name) {
    Sessions.requireName("name", name);
    Organization organization =
        engine.organizations().ensureDistinct("platform:" + UUID.randomUUID(), name);
    prepare(organization, name.strip(), Place.of(null, null));
    return organization;
  }

  /**
   * Its place, and a sandbox channel, so that everything can be tried without a carrier; a notice
   * when it could not get its name. Repeating it adds none.
   *
   * @param wanted the name that was asked for
   */
  void prepare(Organization organization, String wanted, Place place) {
    Actor actor = Actor.system(organization.id(), "sign-up");
    long version = engine.organizations().get(actor).version();
    engine.organizations().update(actor, place.change(), version);
    if (settings.sandbox() && engine.providerAccounts().list(actor).isEmpty()) {
      engine
          .providerAccounts()
          .create(actor, new ProviderAccountDraft("sandbox", "Sandbox", Map.of()));
    }
    if (!organization.name().equals(wanted)) {
      engine
          .notices()
          .raise(
              actor,
              "Another organization is called %s, so this one is called %s. You can choose another name in the settings."
                  .formatted(wanted, organization.name()),
              Optional.empty(),
              "organization-name");
    }
  }
}
