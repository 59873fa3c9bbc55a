package io.mce.app.http;

import io.mce.kernel.Actor;
import io.micronaut.core.bind.ArgumentBinder;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

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
    Optional<SignedIn> person = SignedIn.of(source);
    if (person.isEmpty() && SignedIn.actorOf(source).isPresent()) {
      throw new ProblemException(
          HttpStatus.FORBIDDEN, "PERSON_NEEDED", "Only a person can do this, not a program.");
    }
    return () -> person;
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
      return () -> SignedIn.actorOf(source);
    }
  }
}
