namespace Dashboard.Storage.Decisions;

/// <summary>What the gate answers when it cannot know: after the dead man spoke, or for a seat that it does not know.</summary>
/// <param name="Open">True: allow (fail open); false: deny (fail closed).</param>
public sealed record GateFailureSet(bool Open) : RunbookDecision;
