package io.mce.channel;

/**
 * An attempt that ended.
 *
 * @param dispatch the dispatch as it was claimed; its number of attempts is the attempt's number
 */
record Finished(StoredDispatch dispatch, Outcome outcome) {}
