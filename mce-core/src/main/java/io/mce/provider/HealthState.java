package io.mce.provider;

import io.mce.spi.Health;

/** How well a provider account works. */
public enum HealthState {
  /** Not yet known: the account is being started, or is switched off. */
  STARTING,
  /** Works. */
  UP,
  /** Works, but something needs attention; or it is being tried again. */
  DEGRADED,
  /** Does not work until a person acts. */
  DOWN;

  static HealthState of(Health.State state) {
    return switch (state) {
      case UP -> UP;
      case DEGRADED -> DEGRADED;
      case DOWN -> DOWN;
    };
  }
}
