/**
 * What a plugin sees of the engine: one factory per kind of provider, small interfaces for optional
 * abilities, and the records that travel between them.
 *
 * <p>Depends on the JDK and the JSpecify annotations only. A plugin depends on this package and on
 * nothing else of the engine. Start reading at {@link io.mce.spi.ProviderFactory}, then {@link
 * io.mce.spi.ChannelProvider}.
 */
@NullMarked
package io.mce.spi;

import org.jspecify.annotations.NullMarked;
