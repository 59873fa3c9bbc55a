package io.mce.crash;

import io.mce.spi.Setting;
import java.net.URI;
import java.time.Duration;

/**
 * Which line of the remote an account uses.
 *
 * @param timeout how long it waits for an answer
 * @param declaredTimeout the same by the engine's clock, which may run faster
 * @param parallelSends how many messages may be on their way at once
 */
record RemoteSettings(
    @Setting(label = "Line") URI line,
    @Setting(label = "Time-out") Duration timeout,
    @Setting(label = "Time-out to declare") Duration declaredTimeout,
    @Setting(label = "Calls at once") int parallelSends) {}
