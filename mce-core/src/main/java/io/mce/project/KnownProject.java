package io.mce.project;

/**
 * What a project is named by.
 *
 * @param code what files and forms name it by
 * @param active whether it is offered
 */
public record KnownProject(ProjectId id, String code, String name, boolean active) {}
