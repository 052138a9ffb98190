using System.Text.Json.Nodes;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Audit;

/// <summary>What the trail says of decisions: after is the stored decision, before is what held until then in the same form.</summary>
internal static class DecisionAudit
{
    public const string KindPrefix = "decision:";

    /// <param name="decision">As stored.</param>
    /// <param name="before">The organisation it meets.</param>
    /// <param name="address">Where it came from.</param>
    /// <param name="payload">The body as stored: an older version may have written it in other bytes.</param>
    public static AuditDraft Of(Decision decision, Organisation before, string? address, string payload) => new(
        decision.BookedAtMs,
        KindPrefix + decision.Kind,
        decision.Body is PersonDecision about ? AuditWriter.PersonPrefix + about.Person : decision.Body.Subject,
        decision.Actor,
        decision.Sequence,
        decision.Body is PersonDecision person ? RolesOf(before, person) : Before(before, decision) is { } held ? DecisionJson.Write(held) : null,
        After(decision.EffectiveAtMs, payload),
        decision.Reason,
        address);

    /// <summary>The payload with the instant from which it holds: <c>{"effectiveAtMs":1763640000000,"decision":"seat-ended",…}</c>.</summary>
    public static string After(long effectiveAtMs, string payload) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{{\"effectiveAtMs\":{effectiveAtMs},{payload[1..]}");

    /// <summary>The same decision with what held until its instant; null where nothing did, or it adds without replacing.</summary>
    private static DecisionBody? Before(Organisation organisation, Decision decision)
    {
        var at = decision.EffectiveAtMs;
        var rules = organisation.Rules;
        return decision.Body switch
        {
            OrganisationRenamed o => o with { Name = organisation.Name },
            BooksStartMoved o => o with { BooksStart = rules.BooksStart },
            ZoneChanged o => o with { Zone = rules.Zone.At(at) },
            ProgrammeChosen when organisation.HasChosen => new ProgrammeChosen(rules.Choice.At(at).ProgrammeId, rules.Choice.At(at).Mode),
            AllowanceSet o => rules.ProgrammeOf(o.ProgrammeId).Allowances
                .Where(r => r.Target == o.Row.Target && r.Key == o.Row.Key && r.Scope == o.Row.Scope && r.EffectiveFrom <= o.Row.EffectiveFrom)
                .OrderBy(r => r.EffectiveFrom).LastOrDefault() is { } row ? o with { Row = row } : null,
            SeatFeeSet o => organisation.Fees.Where(f => f.Plan == o.Row.Plan && f.Term == o.Row.Term && f.EffectiveFrom <= o.Row.EffectiveFrom)
                .OrderBy(f => f.EffectiveFrom).LastOrDefault() is { } fee ? o with { Row = fee } : null,
            PriceAdded o => organisation.Prices.Rows.Where(r => r.Model == o.Row.Model && (r.ValidFromMs ?? long.MinValue) <= (o.Row.ValidFromMs ?? long.MinValue))
                .OrderBy(r => r.ValidFromMs ?? long.MinValue).LastOrDefault() is { } price ? o with { Row = price } : null,
            ContractSet o => o with { Paid = organisation.Contract },
            PoolRulesChanged o => o with { Rules = organisation.PoolRules },
            PayerRulesSet o => o with { Rules = organisation.PayerRules },
            SignalPatternsSet o => o with { Patterns = organisation.SignalPatterns },
            OverageCeilingSet o => o with { Amount = o.Team is null ? organisation.OverageLimits.Ceiling : organisation.OverageLimits.CeilingOf(o.Team) },
            OverageApprovalLimitSet o => o with { Amount = organisation.OverageLimits.OnePersonUpTo },
            PoolAnchorSet o => o with { Anchor = rules.PoolAnchor.At(at) },
            IdentityAssigned o => o with { SeatId = organisation.Identities.AssignedTo(o.Identity, at) },
            IdentityRulesSet o => o with { Rules = organisation.Identities.Rules.At(at) },
            RunbookDecision o => RunbookFold.Before(organisation, o),
            MoneySourceSet o => organisation.MoneySources.GetValueOrDefault(o.SeatId)?.At(at) is { } money
                ? o with { Source = MoneySource.VendorReport, ConnectionId = money.ConnectionId, Report = money.Report, SourceId = money.SourceId }
                : new MoneySourceSet(o.SeatId, MoneySource.Requests),
            SeatDecision o => Before(organisation, o, at),
            SourceRenamed o => o with { Name = organisation.Sources[o.SourceId].Name },
            SourceSeatSet o => o with { SeatId = organisation.Sources[o.SourceId].Seat.At(at) },
            SourcePoolSet o => organisation.Sources[o.SourceId].Pool.At(at) is { } pool ? o with { Pool = pool } : null,
            SourceWindowSet o => o with { Hours = organisation.Sources[o.SourceId].Window.At(at) },
            _ => null,
        };
    }

    /// <summary>The roles a person had: <c>{"roles":["Owner","TeamAdmin Cloud"]}</c>.</summary>
    private static string RolesOf(Organisation organisation, PersonDecision decision)
    {
        var roles = new JsonArray();
        foreach (var grant in organisation.RolesOf(decision.Person))
        {
            roles.Add(grant.Team is null ? grant.Role.ToString() : $"{grant.Role} {grant.Team}");
        }

        return new JsonObject { ["roles"] = roles }.ToJsonString();
    }

    private static SeatDecision? Before(Organisation organisation, SeatDecision body, long at)
    {
        if (body is OverageDecided)
        {
            var setting = (body.SeatId == 0 ? organisation.Rules.PoolOverage : organisation.Seats[body.SeatId].Overage).At(at);
            return new OverageDecided(body.SeatId, setting.On, setting.Cap);
        }

        if (body is BalanceReadingTakenBack back)
        {
            return organisation.ReadingsOf(back.SeatId).Where(r => r.Sequence == back.Reading).Select(r => new BalanceRead(r.AccountId, r.Balance)).FirstOrDefault();
        }

        if (!organisation.Seats.TryGetValue(body.SeatId, out var seat))
        {
            return null;
        }

        return body switch
        {
            SeatRenamed o => o with { Name = seat.Name },
            SeatPlanChanged o => o with { Plan = seat.Plan.At(at) },
            SeatTeamChanged o => o with { Team = seat.Team.At(at) },
            SeatCostCentreChanged o => o with { CostCentre = seat.CostCentre.At(at) },
            SeatAnchorChanged o => o with { Anchor = seat.Anchor.At(at) },
            SeatEnded o => seat.ActiveUntil is { } until ? o with { ActiveUntil = until } : null,
            SeatEndTakenBack => seat.ActiveUntil is { } until ? new SeatEnded(seat.Id, until) : null,
            SeatAdditionTakenBack => new SeatAdded(seat.Id, seat.Email, seat.Name, seat.Plan.At(at), seat.Team.At(at), seat.CostCentre.At(at), seat.Anchor.At(at), seat.ActiveFrom),
            ClaimTakenBack o => new CreditClaimed(seat.Id, o.ProgrammeId),
            _ => null,
        };
    }
}
