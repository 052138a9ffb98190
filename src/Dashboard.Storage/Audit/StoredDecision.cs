namespace Dashboard.Storage.Audit;

/// <summary>A decision as it stands, unread.</summary>
internal sealed record StoredDecision(long Sequence, long EffectiveAtMs, long BookedAtMs, string Kind, string Subject, string Payload, string Actor, string Reason)
{
    public string HashText => Convert.ToHexStringLower(AuditChain.OfDecision(Sequence, EffectiveAtMs, BookedAtMs, Kind, Subject, Payload, Reason));
}
