namespace Dashboard.Ingestion;

/// <summary>One thing in the input that could not be used. Carries no content of the input.</summary>
/// <param name="File">The name the caller gave the input.</param>
/// <param name="Line">The line, from 1; 0 when the issue is the whole file.</param>
/// <param name="Reason">What is wrong, in a plain sentence.</param>
public sealed record ParseIssue(string File, long Line, string Reason);
