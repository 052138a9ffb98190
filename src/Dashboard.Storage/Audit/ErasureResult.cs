namespace Dashboard.Storage.Audit;

/// <summary>What an erasure did.</summary>
/// <param name="Pseudonym">What stands for the person now: <c>erased-7@erased.invalid</c>.</param>
/// <param name="Entries">Audit entries whose details were erased.</param>
/// <param name="Decisions">Decisions that were rewritten.</param>
/// <param name="Rows">Rows of other tables that were rewritten or removed.</param>
/// <param name="Entry">The audit entry that tells of it.</param>
public sealed record ErasureResult(string Pseudonym, int Entries, int Decisions, int Rows, long Entry);
