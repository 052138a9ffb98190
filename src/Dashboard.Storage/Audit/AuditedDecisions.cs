using System.Text.Json;
using Dashboard.Storage.Decisions;
using static Dashboard.Storage.Audit.AuditFindings;

namespace Dashboard.Storage.Audit;

/// <summary>Whether every decision is as its entry says.</summary>
internal sealed class AuditedDecisions(AuditedPeople people, PastErasures erasures, AuditFindings findings)
{
    public void Verify(StoredEntry entry)
    {
        var isOfDecision = entry.Kind.StartsWith(DecisionAudit.KindPrefix, StringComparison.Ordinal);
        if (isOfDecision != entry.DecisionSequence is not null)
        {
            findings.Add(Text($"entry {entry.Sequence}"), "kind and decision do not belong together");
        }

        if (entry.DecisionSequence is not { } sequence)
        {
            return;
        }

        if (entry.Decision is not { } decision)
        {
            findings.Add(Text($"decision {sequence}"), Text($"is missing; entry {entry.Sequence} tells of it"));
        }
        else if (Difference(entry, decision) is { } what)
        {
            findings.Add(Text($"decision {sequence}"), Text($"{what} is not what entry {entry.Sequence} says"));
        }
    }

    /// <summary>The first column of the decision that is not as its entry says; null when all are.</summary>
    private string? Difference(StoredEntry entry, StoredDecision decision)
    {
        if (entry.Kind != DecisionAudit.KindPrefix + decision.Kind)
        {
            return "kind";
        }

        if (entry.AtMs != decision.BookedAtMs)
        {
            return "booked_at_ms";
        }

        if (people.NameOf(entry.PersonId) != decision.Actor)
        {
            return "actor";
        }

        if (entry.Detail is { Salt: not null } detail)
        {
            if (detail.After != DecisionAudit.After(decision.EffectiveAtMs, decision.Payload))
            {
                return "effective_at_ms or payload";
            }

            if ((detail.Reason ?? "") != decision.Reason)
            {
                return "reason";
            }
        }
        else if (!erasures.Left(decision))
        {
            return "effective_at_ms, payload or reason, as the erasure left them,";
        }

        return SubjectDiffers(entry, decision) ? "subject" : null;
    }

    private bool SubjectDiffers(StoredEntry entry, StoredDecision decision)
    {
        try
        {
            var body = DecisionJson.Read(decision.Payload);
            return body.Subject != decision.Subject
                || (body is PersonDecision about ? AuditedPeople.Of(entry.Subject) is not { } id || people.NameOf(id) != about.Person : entry.Subject != decision.Subject);
        }
        catch (JsonException)
        {
            return true;
        }
    }
}
