/**
 * The conformance kit: tells the author of a plugin when it is done.
 *
 * <p>A channel's test class implements {@link io.mce.spi.tck.ChannelProviderContract}, hands over
 * its factory and a {@link io.mce.spi.tck.NetworkRemote} that plays its carrier, and inherits the
 * tests. {@link io.mce.spi.tck.LoopbackHttp} is a small server to build such a remote on. Needs
 * JUnit and AssertJ.
 */
@NullMarked
package io.mce.spi.tck;

import org.jspecify.annotations.NullMarked;
