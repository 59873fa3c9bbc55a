package io.mce.project;

/** What leads ask about a project, and what is true. */
public record ProjectFact(String question, String answer) {}
