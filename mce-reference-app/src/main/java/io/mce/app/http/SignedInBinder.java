package io.mce.app.http;

import io.mce.kernel.Actor;
import io.micronaut.core.bind.ArgumentBinder;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;

/** Gives a controller method who acts. */
@Singleton
class SignedInBinder implements TypedRequestArgumentBinder<SignedIn> {

  @Override
  public Argument<SignedIn> argumentType() {
    return Argument.of(SignedIn.class);
  }

  @Override
  public ArgumentBinder.BindingResult<SignedIn> bind(
      ArgumentConversionContext<SignedIn> context, HttpRequest<?> source) {
    return () -> source.getAttribute(ActorFilter.ATTRIBUTE, SignedIn.class);
  }

  /** Gives a controller method the actor alone. */
  @Singleton
  static class ActorBinder implements TypedRequestArgumentBinder<Actor> {

    @Override
    public Argument<Actor> argumentType() {
      return Argument.of(Actor.class);
    }

    @Override
    public ArgumentBinder.BindingResult<Actor> bind(
        ArgumentConversionContext<Actor> context, HttpRequest<?> source) {
      return () -> source.getAttribute(ActorFilter.ATTRIBUTE, SignedIn.class).map(SignedIn::actor);
    }
  }
}
