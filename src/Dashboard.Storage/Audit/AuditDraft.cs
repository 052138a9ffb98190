namespace Dashboard.Storage.Audit;

/// <summary>An entry that has no place in the chain yet.</summary>
internal sealed record AuditDraft(
    long AtMs, string Kind, string Subject, string Who, long? Decision = null, string? Before = null, string? After = null, string? Reason = null, string? Address = null);
