package io.mce.spi.tck;

/**
 * What every channel keeps, network or not. For a channel that has no remote of its own; all others
 * implement {@link ChannelProviderContract}.
 */
public interface LocalChannelContract
    extends FactoryContract,
        SendContract,
        EventContract,
        WebhookContract,
        LookupContract,
        LifecycleContract {}
