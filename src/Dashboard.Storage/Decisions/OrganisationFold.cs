using System.Collections.Immutable;
using System.Diagnostics;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Overage;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Seats;

namespace Dashboard.Storage.Decisions;

/// <summary>Adds one decision to an organisation. Pure: the same log gives the same organisation.</summary>
internal static class OrganisationFold
{
    public static Organisation Apply(Organisation before, Decision decision)
    {
        var at = decision.EffectiveAtMs;
        var sequence = decision.Sequence;
        var rules = before.Rules;
        var after = decision.Body switch
        {
            OrganisationCreated o => before with { Name = o.Name, Rules = rules with { Zone = new(o.Zone), BooksStart = o.BooksStart } },
            OrganisationRenamed o => before with { Name = o.Name.Trim() },
            BooksStartMoved o => before with { Rules = rules with { BooksStart = o.BooksStart } },
            ZoneChanged o => before with { Rules = rules with { Zone = rules.Zone.With(at, o.Zone, sequence) } },
            ProgrammeChosen o => Choose(before, new ProgrammeChoice(o.ProgrammeId, o.Mode), at, sequence),
            AllowanceSet o => before with { Rules = WithAllowance(rules, o, decision.BookedAtMs) },
            SeatFeeSet o => before with { Fees = before.Fees.Add(o.Row) },
            PriceAdded o => before with { Prices = before.Prices.With([o.Row]) },
            ContractSet o => before with { Contract = o.Paid },
            PoolRulesChanged o => before with { PoolRules = o.Rules },
            PayerRulesSet o => before with { PayerRules = o.Rules },
            BalanceRead o => before with { Readings = before.Readings.SetItem(o.SeatId, before.ReadingsOf(o.SeatId).Add(new(sequence, o.SeatId, at, o.Balance, decision.Actor, decision.Reason))) },
            BalanceReadingTakenBack o => before with { Readings = before.Readings.SetItem(o.SeatId, before.ReadingsOf(o.SeatId).RemoveAll(r => r.Sequence == o.Reading)) },
            SignalPatternsSet o => before with { SignalPatterns = o.Patterns },
            PoolAnchorSet o => before with { Rules = rules with { PoolAnchor = rules.PoolAnchor.With(at, o.Anchor, sequence) } },
            SeatAdded o => Add(before, o),
            SourceCreated o => before with { Sources = before.Sources.Add(o.SourceId, new(o.SourceId, o.Name, o.Kind, new(0), new(null))) },
            SourceRenamed o => Set(before, o.SourceId, s => s with { Name = o.Name }),
            SourceSeatSet o => Set(before, o.SourceId, s => s with { Seat = s.Seat.With(at, o.SeatId, sequence) }),
            SourcePoolSet o => Set(before, o.SourceId, s => s with { Pool = s.Pool.With(at, o.Pool, sequence) }),
            SourceWindowSet o => Set(before, o.SourceId, s => s with { Window = s.Window.With(at, o.Hours, sequence) }),
            GrantVoided o => Post(before, o.SeatId, Manual(decision, o.SeatId, PostingKind.Void, LedgerMove.Void, false, o.Amount, o.ApprovedBy)),
            LedgerAdjusted o => Post(before, o.SeatId, Manual(decision, o.SeatId, PostingKind.Adjust, o.Move, o.Reversed, o.Amount, o.ApprovedBy)),
            CreditClaimed { SeatId: 0 } o => before with { Rules = rules with { PoolClaims = rules.PoolClaims.Add(new(o.ProgrammeId, at, sequence)) } },
            OverageDecided { RequestId: { } request } => Apply(Set(before, request, r => r with { Decision = sequence }), decision with { Body = ((OverageDecided)decision.Body) with { RequestId = null } }),
            OverageDecided { SeatId: 0 } => before with { Rules = rules with { PoolOverage = new([.. rules.PoolOverage.Decisions, Overage(decision)]) } },
            RoleGranted o => before with { Roles = before.Roles.SetItem(o.Person, before.RolesOf(o.Person).Add(new(o.Role, o.Team))) },
            RoleWithdrawn o => WithRoles(before, o.Person, before.RolesOf(o.Person).Remove(new(o.Role, o.Team))),
            TeamCreated o => before with { Teams = before.Teams.Add(o.Name) },
            TeamRenamed o => TeamNames.RenameTeam(before, o.Name, o.To),
            CostCentreCreated o => before with { CostCentres = before.CostCentres.Add(o.Name) },
            CostCentreRenamed o => TeamNames.RenameCostCentre(before, o.Name, o.To),
            TeamRemoved o => before with { Teams = before.Teams.Remove(o.Name) },
            CostCentreRemoved o => before with { CostCentres = before.CostCentres.Remove(o.Name) },
            SeatsImported o => before with { LastImport = new SeatsImport(sequence, o.File, o.Changes, decision.BookedAtMs, decision.Actor) },
            SeatsImportUndone => before with { LastImport = null },
            SeatAdditionTakenBack o => before with { Seats = before.Seats.Remove(o.SeatId), SeatIds = before.SeatIds.Remove(before.Seats[o.SeatId].Email) },
            OverageCeilingSet { Team: null } o => before with { OverageLimits = before.OverageLimits with { Ceiling = o.Amount } },
            OverageCeilingSet { Team: { } team } o => before with { OverageLimits = before.OverageLimits with { TeamCeilings = WithCeiling(before.OverageLimits.TeamCeilings, team, o.Amount) } },
            OverageApprovalLimitSet o => before with { OverageLimits = before.OverageLimits with { OnePersonUpTo = o.Amount } },
            OverageRequested o => before with { OverageRequests = before.OverageRequests.Add(sequence, Request(decision, o)) },
            OverageRequestAnswered o => Set(before, o.RequestId, r => Answered(r, decision, o.Approved ? OverageRequestState.Approved : OverageRequestState.Refused)),
            OverageRequestWithdrawn o => Set(before, o.RequestId, r => Answered(r, decision, OverageRequestState.Withdrawn)),
            VendorStateDeclared o => before with { VendorStates = before.VendorStates.SetItem(o.SeatId, new(o.On, at, decision.Actor, sequence)) },
            IdentityDecision o => before with { Identities = before.Identities.With(o, at, sequence) },
            MoneySourceSet o => before with { MoneySources = VendorMoney.With(before.MoneySources, o, at, sequence) },
            RunbookDecision => before with { Runbooks = RunbookFold.Apply(before.Runbooks, decision) },
            SeatDecision o => before with { Seats = before.Seats.SetItem(o.SeatId, Change(before.Seats[o.SeatId], o, decision)) },
            _ => throw new UnreachableException($"No fold for {decision.Body.GetType().Name}."),
        };
        after = TeamNames.WithUsed(after, decision.Body) with { Version = sequence };
        return ReferenceEquals(after.Identities.SeatIds, after.SeatIds) ? after : after with { Identities = after.Identities with { SeatIds = after.SeatIds } };
    }

    /// <summary>The overage decision as the ledger takes it.</summary>
    public static OverageDecision Overage(Decision decision)
    {
        var body = (OverageDecided)decision.Body;
        return new OverageDecision
        {
            Sequence = decision.Sequence,
            SeatId = body.SeatId,
            On = body.On,
            Cap = body.Cap,
            FromMs = decision.EffectiveAtMs,
            UntilMs = body.UntilMs,
            DecidedAtMs = decision.BookedAtMs,
            By = decision.Actor,
            Reason = decision.Reason,
        };
    }

    /// <summary>A void or adjustment as the ledger takes it.</summary>
    public static ManualPosting Manual(
        Decision decision, int accountId, PostingKind kind, LedgerMove move, bool reversed, Nanodollars amount, string? approvedBy) => new()
        {
            Sequence = decision.Sequence,
            AccountId = accountId,
            Kind = kind,
            Move = move,
            Reversed = reversed,
            Amount = amount,
            EffectiveAtMs = decision.EffectiveAtMs,
            DecidedAtMs = decision.BookedAtMs,
            By = decision.Actor,
            ApprovedBy = approvedBy,
            Reason = decision.Reason,
        };

    private static Organisation Choose(Organisation before, ProgrammeChoice choice, long at, long sequence) => before with
    {
        HasChosen = true,
        Rules = before.Rules with { Choice = before.HasChosen ? before.Rules.Choice.With(at, choice, sequence) : new(choice) },
    };

    private static OrganisationRules WithAllowance(OrganisationRules rules, AllowanceSet set, long bookedAtMs) => rules with
    {
        Programmes =
        [
            .. rules.Programmes.Select(p => p.Id == set.ProgrammeId ? p with { Allowances = p.Allowances.Add(set.Row with { EnteredAtMs = bookedAtMs }) } : p),
        ],
    };

    private static Organisation Add(Organisation before, SeatAdded o) => before with
    {
        LastSeatId = Math.Max(before.LastSeatId, o.SeatId),
        SeatIds = before.SeatIds.Add(o.Email, o.SeatId),
        Seats = before.Seats.Add(o.SeatId, new Seat
        {
            Id = o.SeatId,
            Email = o.Email,
            Name = o.Name,
            Plan = new(o.Plan),
            Team = new(o.Team),
            CostCentre = new(o.CostCentre),
            Anchor = new(o.Anchor),
            ActiveFrom = o.ActiveFrom,
        }),
    };

    private static Seat Change(Seat seat, SeatDecision body, Decision decision)
    {
        var at = decision.EffectiveAtMs;
        var sequence = decision.Sequence;
        return body switch
        {
            SeatRenamed o => seat with { Name = o.Name },
            SeatPlanChanged o => seat with { Plan = seat.Plan.With(at, o.Plan, sequence) },
            SeatTeamChanged o => seat with { Team = seat.Team.With(at, o.Team, sequence) },
            SeatCostCentreChanged o => seat with { CostCentre = seat.CostCentre.With(at, o.CostCentre, sequence) },
            SeatAnchorChanged o => seat with { Anchor = seat.Anchor.With(at, o.Anchor, sequence) },
            SeatEnded o => seat with { ActiveUntil = o.ActiveUntil },
            SeatEndTakenBack => seat with { ActiveUntil = null },
            ClaimTakenBack o => seat with { Claims = seat.Claims.RemoveAll(c => c.ProgrammeId == o.ProgrammeId && c.AtMs == at) },
            CreditClaimed o => seat with { Claims = seat.Claims.Add(new(o.ProgrammeId, at, sequence)) },
            OverageDecided => seat with { Overage = new([.. seat.Overage.Decisions, Overage(decision)]) },
            _ => throw new UnreachableException($"No fold for {body.GetType().Name}."),
        };
    }

    private static OverageRequest Request(Decision decision, OverageRequested o) => new()
    {
        Id = decision.Sequence,
        SeatId = o.SeatId,
        Cap = o.Cap,
        UntilMs = o.UntilMs,
        AskedBy = decision.Actor,
        AskedAtMs = decision.BookedAtMs,
        Reason = decision.Reason,
    };

    private static OverageRequest Answered(OverageRequest request, Decision decision, OverageRequestState state) =>
        request with { State = state, AnsweredBy = decision.Actor, AnsweredAtMs = decision.BookedAtMs, Answer = decision.Reason };

    private static Organisation Set(Organisation before, long requestId, Func<OverageRequest, OverageRequest> change) =>
        before with { OverageRequests = before.OverageRequests.SetItem(requestId, change(before.OverageRequests[requestId])) };

    private static ImmutableSortedDictionary<string, Nanodollars> WithCeiling(ImmutableSortedDictionary<string, Nanodollars> ceilings, string team, Nanodollars? amount) =>
        amount is { } limit ? ceilings.SetItem(team, limit) : ceilings.Remove(team);

    private static Organisation WithRoles(Organisation before, string person, ImmutableArray<RoleGrant> roles) =>
        before with { Roles = roles.IsEmpty ? before.Roles.Remove(person) : before.Roles.SetItem(person, roles) };

    private static Organisation Set(Organisation before, int sourceId, Func<SourceSetting, SourceSetting> change) =>
        before with { Sources = before.Sources.SetItem(sourceId, change(before.Sources[sourceId])) };

    private static Organisation Post(Organisation before, int accountId, ManualPosting posting) =>
        before with { Manual = before.Manual.SetItem(accountId, (before.Manual.TryGetValue(accountId, out var some) ? some : []).Add(posting)) };
}
