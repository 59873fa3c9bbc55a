package io.mce.channel;

import io.mce.provider.AccountId;
import io.mce.spi.Cost;
import io.mce.spi.ErrorKind;
import java.time.Instant;
import java.util.Optional;

/**
 * One time that a message was handed to a carrier, or was about to be.
 *
 * @param number counts the attempts of a message from 1
 * @param account by which account
 * @param remoteId what the carrier calls the message
 * @param errorKind what went wrong; its remedy is what the engine did about it
 * @param errorCode the carrier's own code for that
 * @param cost what the carrier asks for it, where it says so
 * @param finishedAt when the answer was stored
 */
public record DeliveryAttempt(
    int number,
    AccountId account,
    AttemptState state,
    Optional<String> remoteId,
    Optional<ErrorKind> errorKind,
    Optional<String> errorCode,
    Optional<Cost> cost,
    Instant startedAt,
    Optional<Instant> finishedAt) {}
