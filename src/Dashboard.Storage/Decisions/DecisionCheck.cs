using System.Collections.Immutable;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Vendor;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Decisions;

/// <summary>What is wrong with a decision, given all before it; null when nothing is.</summary>
internal static class DecisionCheck
{
    private const int MaxText = 200;
    private const int MaxRules = 500;

    /// <summary>1970 (always, for what has no begin) to 2200: anything outside is a slip.</summary>
    private const long FirstMs = 0;
    private const long LastMs = 7_258_118_400_000;

    private static readonly (DateOnly First, DateOnly Last) Days = (new(1970, 1, 1), new(2200, 1, 1));

    public static (DecisionProblem Problem, string Message)? Of(Organisation organisation, Decision decision, OverageCheck overage) =>
        !organisation.IsCreated && decision.Body is not (OrganisationCreated or SourceDecision or PersonDecision)
            ? (DecisionProblem.OrganisationMissing, "The organisation was not created yet.")
        : decision.EffectiveAtMs is < FirstMs or > LastMs
            ? (DecisionProblem.BadInstant, "The date is not between 1970 and 2200.")
        : decision.Reason.Length > MaxText * 5
            ? (DecisionProblem.BadText, "The reason is longer than 1,000 characters.")
        : decision.Body switch
        {
            SourceDecision o => OfSource(organisation, o),
            PersonDecision o => OfPerson(organisation, o),
            TeamDecision o => OfTeams(organisation, o),
            ImportDecision o => OfImport(organisation, o),
            IdentityDecision o => IdentityCheck.Of(organisation, o, decision.EffectiveAtMs),
            RunbookDecision => RunbookFold.Problem(organisation, decision),
            SeatDecision o => OfSeat(organisation, decision, o) ?? overage.Of(organisation, decision),
            _ => OfOrganisation(organisation, decision.Body) ?? overage.Of(organisation, decision),
        };

    private static (DecisionProblem, string)? OfOrganisation(Organisation organisation, DecisionBody body) => body switch
    {
        OrganisationCreated when organisation.IsCreated => (DecisionProblem.OrganisationExists, "The organisation was created already."),
        OrganisationCreated o => Text(o.Name, "name", required: true) ?? Zone(o.Zone) ?? Day(o.BooksStart),
        OrganisationRenamed o => Text(o.Name, "name", required: true),
        BooksStartMoved o => Day(o.BooksStart),
        ZoneChanged o => Zone(o.Zone),
        ProgrammeChosen o => Programme(organisation, o.ProgrammeId),
        AllowanceSet o => Programme(organisation, o.ProgrammeId) ?? Day(o.Row.EffectiveFrom) ?? Text(o.Row.Key, "key", required: o.Row.Target != AllowanceTarget.Everyone)
            ?? Text(o.Row.Source, "source", required: true) ?? Amount(o.Row.Amount ?? Nanodollars.Zero, least: 0)
            ?? (o.Row.Target == AllowanceTarget.Plan ? Plan(o.Row.Key) : null),
        SeatFeeSet o => Plan(o.Row.Plan) ?? Day(o.Row.EffectiveFrom) ?? Amount(o.Row.PerMonth, least: 0) ?? Text(o.Row.Source, "source", required: true),
        PriceAdded o => Price(o.Row),
        PoolRulesChanged o => o.Rules.Rules.IsDefault || o.Rules.Rules.Length > MaxRules ? (DecisionProblem.BadRules, $"At most {MaxRules} rules.") : null,
        PayerRulesSet o => Payers(organisation, o.Rules),
        SignalPatternsSet o => Patterns(o.Patterns),
        PoolAnchorSet o => Anchor(o.Anchor),
        OverageCeilingSet { Team: not null } o => Text(o.Team, "team", required: true),
        _ => null,
    };

    private static (DecisionProblem, string)? Payers(Organisation organisation, PayerRules rules) =>
        rules.Rules.IsDefault || rules.Rules.Length > MaxRules ? (DecisionProblem.BadRules, $"At most {MaxRules} rules.")
        : rules.Rules.Any(r => !Credits.Programmes.Payers.All.Contains(r.Payer)) ? (DecisionProblem.BadRules, "A payer is one of: " + string.Join(", ", Credits.Programmes.Payers.All) + ".")
        : rules.Rules.Any(r => r.SourceId is { } id && !organisation.Sources.ContainsKey(id)) ? (DecisionProblem.UnknownSource, "A rule names a source that is not there.")
        : rules.Rules.Select(r => Text(r.Entrypoint, "entrypoint") ?? Text(r.App, "app")).FirstOrDefault(p => p is not null);

    private static (DecisionProblem, string)? Patterns(SignalPatterns patterns) =>
        patterns.Patterns.IsDefault || patterns.Patterns.Length > MaxRules ? (DecisionProblem.BadRules, $"At most {MaxRules} patterns.")
        : patterns.Patterns.Any(p => p is { Status: null, Text: null }) ? (DecisionProblem.BadRules, "A pattern needs a status or words; one without would match everything.")
        : patterns.Patterns.Any(p => p.Status is < 100 or > 999 || p.Text is { Length: 0 or > MaxText } || p.Text?.Any(char.IsControl) == true || !Enum.IsDefined(p.Kind))
            ? (DecisionProblem.BadRules, $"A status is a number from 100 to 999, words have 1 to {MaxText} characters.")
        : null;

    private static (DecisionProblem, string)? OfSource(Organisation organisation, SourceDecision body) => body switch
    {
        SourceCreated o => SourceName(organisation, o.Name, 0) ?? Text(o.Kind, "kind", required: true),
        _ when !organisation.Sources.ContainsKey(body.SourceId) => (DecisionProblem.UnknownSource, "There is no such source."),
        SourceRenamed o => SourceName(organisation, o.Name, o.SourceId),
        SourceSeatSet { SeatId: not 0 } o when !organisation.Seats.ContainsKey(o.SeatId) => (DecisionProblem.UnknownSeat, "There is no such seat."),
        SourceWindowSet { Hours: < 1 or > SourceWindow.MostHours } => (DecisionProblem.BadAmount, $"A source may be silent for 1 to {SourceWindow.MostHours} hours, or for ever."),
        _ => null,
    };

    private static (DecisionProblem, string)? OfPerson(Organisation organisation, PersonDecision body) => body switch
    {
        RoleGranted o => EmailText(o.Person) ?? Role(o.Role, o.Team)
            ?? (organisation.RolesOf(o.Person).Contains(new(o.Role, o.Team)) ? (DecisionProblem.AlreadyDecided, "The person has this role already.") : null),
        RoleWithdrawn o when !organisation.RolesOf(o.Person).Contains(new(o.Role, o.Team)) => (DecisionProblem.UnknownPerson, "The person does not have this role."),
        RoleWithdrawn { Role: Decisions.Role.Owner } when organisation.Roles.Values.Count(r => r.Any(g => g.Role == Decisions.Role.Owner)) == 1 =>
            (DecisionProblem.LastOwner, "The last owner keeps the role: make somebody else an owner first."),
        _ => null,
    };

    private static (DecisionProblem, string)? OfTeams(Organisation organisation, TeamDecision body) => body switch
    {
        TeamCreated o => NewName(organisation.Teams, o.Name, null, "team"),
        TeamRenamed o => NewName(organisation.Teams, o.To, o.Name, "team"),
        CostCentreCreated o => NewName(organisation.CostCentres, o.Name, null, "cost centre"),
        CostCentreRenamed o => NewName(organisation.CostCentres, o.To, o.Name, "cost centre"),
        TeamRemoved o => Removed(organisation.Teams, o.Name, organisation.IsTeamUsed(o.Name), "team"),
        CostCentreRemoved o => Removed(organisation.CostCentres, o.Name, organisation.IsCostCentreUsed(o.Name), "cost centre"),
        _ => null,
    };

    private static (DecisionProblem, string)? Removed(ImmutableSortedSet<string> names, string name, bool isUsed, string what) =>
        !names.Contains(name) ? (DecisionProblem.UnknownTeam, $"There is no such {what}.")
        : isUsed ? (DecisionProblem.NotTakenBack, $"Something names the {what}: a seat has, had or will have it, or a role or limit is for it. It stays.")
        : null;

    private static (DecisionProblem, string)? NewName(ImmutableSortedSet<string> names, string name, string? own, string what) =>
        own is not null && !names.Contains(own) ? (DecisionProblem.UnknownTeam, $"There is no such {what}.")
        : Text(name, "name", required: true)
            ?? (names.Any(n => n != own && string.Equals(n, name, StringComparison.OrdinalIgnoreCase)) ? (DecisionProblem.NameTaken, $"Another {what} has this name. To make one of two, move its seats.")
                : own == name ? (DecisionProblem.AlreadyDecided, $"The {what} has this name already.") : null);

    private static (DecisionProblem, string)? OfImport(Organisation organisation, ImportDecision body) => body switch
    {
        SeatsImported o => Text(o.File, "name of the list", required: true) ?? (o.Changes < 1 ? (DecisionProblem.BadAmount, "An import changes something.") : null),
        SeatsImportUndone o when organisation.LastImport?.Sequence != o.Import => (DecisionProblem.NotTakenBack, "Only the last import can be undone, and only once."),
        _ => null,
    };

    private static (DecisionProblem, string)? Role(Role role, string? team) =>
        !Enum.IsDefined(role) ? (DecisionProblem.BadText, "There is no such role.")
        : role == Decisions.Role.TeamAdmin ? Text(team, "team", required: true)
        : team is not null ? (DecisionProblem.BadText, "Only a team admin is one of a team.")
        : null;

    private static (DecisionProblem, string)? OfSeat(Organisation organisation, Decision decision, SeatDecision body)
    {
        if (body is SeatAdded added)
        {
            return Email(organisation, added.Email) ?? Text(added.Name, "name") ?? Plan(added.Plan) ?? Text(added.Team, "team")
                ?? Text(added.CostCentre, "cost centre") ?? Anchor(added.Anchor) ?? Day(added.ActiveFrom);
        }

        var shared = body.SeatId == 0 && body is CreditClaimed or OverageDecided or GrantVoided or LedgerAdjusted or BalanceRead or BalanceReadingTakenBack;
        if (!shared && !organisation.Seats.ContainsKey(body.SeatId))
        {
            return (DecisionProblem.UnknownSeat, "There is no such seat.");
        }

        return body switch
        {
            SeatRenamed o => Text(o.Name, "name"),
            SeatPlanChanged o => Plan(o.Plan),
            SeatTeamChanged o => Text(o.Team, "team"),
            SeatCostCentreChanged o => Text(o.CostCentre, "cost centre"),
            SeatAnchorChanged o => Anchor(o.Anchor),
            SeatEnded o => o.ActiveUntil <= organisation.Seats[o.SeatId].ActiveFrom
                ? (DecisionProblem.BadInstant, "The last day must be after the first.")
                : Day(o.ActiveUntil),
            MoneySourceSet o => Money(organisation, o, decision.EffectiveAtMs),
            SeatAdditionTakenBack o => TakenBack(organisation, o.SeatId),
            SeatEndTakenBack o => organisation.Seats[o.SeatId].ActiveUntil is null ? (DecisionProblem.AlreadyDecided, "The seat has no end.") : null,
            ClaimTakenBack o => organisation.Seats[o.SeatId].Claims.Any(c => c.ProgrammeId == o.ProgrammeId && c.AtMs == decision.EffectiveAtMs)
                ? null : (DecisionProblem.NotTakenBack, "No claim was recorded for this instant."),
            BalanceRead o => decision.EffectiveAtMs > decision.BookedAtMs ? (DecisionProblem.BadInstant, "The balance was read at an instant that is still to come.") : Amount(o.Balance, least: 0),
            BalanceReadingTakenBack o => organisation.ReadingsOf(o.SeatId).Any(r => r.Sequence == o.Reading) ? null : (DecisionProblem.NotTakenBack, "There is no such reading, or it was taken back already."),
            CreditClaimed o => Claim(organisation, o, decision.EffectiveAtMs),
            GrantVoided o => Posting(OrganisationFold.Manual(decision, o.SeatId, PostingKind.Void, LedgerMove.Void, false, o.Amount, o.ApprovedBy)),
            LedgerAdjusted o => Posting(OrganisationFold.Manual(decision, o.SeatId, PostingKind.Adjust, o.Move, o.Reversed, o.Amount, o.ApprovedBy)),
            _ => null,
        };
    }

    private static (DecisionProblem, string)? Money(Organisation organisation, MoneySourceSet body, long atMs) =>
        atMs % 86_400_000 != 0 ? (DecisionProblem.BadInstant, "The vendor counts by UTC days: the change is at the start of one.")
        : body is { Source: MoneySource.Requests, ConnectionId: null, Report: null, SourceId: null } ? null
        : body is not { Source: MoneySource.VendorReport, ConnectionId: not null, Report: { } report, SourceId: { } source } || !Enum.IsDefined(report) || !VendorReports.HasCost(report)
            ? (DecisionProblem.BadRules, "Name a connection and a report that has amounts.")
        : !organisation.Sources.TryGetValue(source, out var of) || of.Kind != "vendor" ? (DecisionProblem.UnknownSource, "The source is not one of a vendor's report.")
        : null;

    private static (DecisionProblem, string)? TakenBack(Organisation organisation, int seatId) =>
        organisation.Manual.ContainsKey(seatId) ? (DecisionProblem.NotTakenBack, "The seat has a void or an adjustment: it can end, but not be taken back.")
        : organisation.Sources.Values.Any(s => s.Seat.First == seatId || s.Seat.Changes.Any(c => c.Value == seatId))
            ? (DecisionProblem.NotTakenBack, "A source brings usage for the seat: it can end, but not be taken back.")
        : organisation.MoneySources.ContainsKey(seatId)
            ? (DecisionProblem.NotTakenBack, "It was decided where the seat's money comes from: it can end, but not be taken back.")
        : organisation.Identities.Names(seatId)
            ? (DecisionProblem.NotTakenBack, "An identity is assigned to the seat, or a rule names it: it can end, but not be taken back.")
        : organisation.OverageRequests.Values.Any(r => r.SeatId == seatId) || organisation.VendorStates.ContainsKey(seatId)
            ? (DecisionProblem.NotTakenBack, "Overage was asked for, or declared at the vendor, for the seat: it can end, but not be taken back.")
        : null;

    private static (DecisionProblem, string)? Claim(Organisation organisation, CreditClaimed claim, long atMs)
    {
        var claims = claim.SeatId == 0 ? organisation.Rules.PoolClaims : organisation.Seats[claim.SeatId].Claims;
        return Programme(organisation, claim.ProgrammeId)
            ?? (claims.Any(c => c.ProgrammeId == claim.ProgrammeId && c.AtMs <= atMs)
                ? (DecisionProblem.AlreadyClaimed, "The credit was claimed already; only an earlier claim would change anything.")
                : null);
    }

    private static (DecisionProblem, string)? Posting(ManualPosting posting)
    {
        var problem = posting.Problem(Organisation.SecondPersonAbove);
        return problem is null ? Amount(posting.Amount, least: 1)
            : (!posting.Amount.IsPositive ? DecisionProblem.BadAmount
                : string.IsNullOrWhiteSpace(posting.Reason) ? DecisionProblem.ReasonMissing : DecisionProblem.SecondPersonNeeded, problem);
    }

    private static (DecisionProblem, string)? EmailText(string email)
    {
        var at = email.IndexOf('@', StringComparison.Ordinal);
        return at < 1 || at == email.Length - 1 || email.Length > 254 || email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
            ? (DecisionProblem.BadEmail, "This is not an e-mail address.")
            : null;
    }

    private static (DecisionProblem, string)? Email(Organisation organisation, string email) =>
        EmailText(email)
        ?? (organisation.SeatIds.ContainsKey(email) ? (DecisionProblem.EmailTaken, "A seat with this e-mail exists already; another person is another seat.") : null);

    private static (DecisionProblem, string)? SourceName(Organisation organisation, string name, int own) =>
        Text(name, "name", required: true)
        ?? (organisation.Sources.Values.Any(s => s.Id != own && s.Name == name) ? (DecisionProblem.NameTaken, "Another source has this name.") : null);

    private static (DecisionProblem, string)? Text(string? text, string what, bool required = false) =>
        required && string.IsNullOrWhiteSpace(text) ? (DecisionProblem.BadText, $"A {what} is needed.")
        : text?.Length > MaxText || text?.Any(char.IsControl) == true ? (DecisionProblem.BadText, $"The {what} is longer than {MaxText} characters or holds control characters.")
        : null;

    private static (DecisionProblem, string)? Plan(string plan) =>
        Plans.All.Any(p => p.Id == plan) ? null : (DecisionProblem.UnknownPlan, "There is no such plan: " + string.Join(", ", Plans.All.Select(p => p.Id)) + ".");

    private static (DecisionProblem, string)? Programme(Organisation organisation, string id) =>
        organisation.Rules.Programmes.Any(p => p.Id == id) ? null : (DecisionProblem.UnknownProgramme, "There is no such programme.");

    private static (DecisionProblem, string)? Anchor(int anchor) =>
        anchor is >= 1 and <= 31 ? null : (DecisionProblem.BadAnchor, "An anchor is a day from 1 to 31.");

    private static (DecisionProblem, string)? Day(DateOnly day) =>
        day >= Days.First && day < Days.Last ? null : (DecisionProblem.BadInstant, "The date is not between 1970 and 2200.");

    private static (DecisionProblem, string)? Amount(Nanodollars amount, long least) =>
        amount.Value >= least && amount.Value <= Nanodollars.MaxPerEvent ? null : (DecisionProblem.BadAmount, "The amount must be above zero and at most 1,000,000 USD.");

    private static (DecisionProblem, string)? Zone(string zone)
    {
        try
        {
            ZoneDays.Find(zone);
            return null;
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException or ArgumentException)
        {
            return (DecisionProblem.UnknownZone, "There is no such time zone; an IANA id such as Europe/Berlin is needed.");
        }
    }

    private static (DecisionProblem, string)? Price(PriceRow row)
    {
        try
        {
            _ = new PriceBook([row]);
            return Text(row.Source, "source", required: true) ?? Text(row.Model, "model", required: true);
        }
        catch (ArgumentException)
        {
            return (DecisionProblem.BadPrice, "A plain model id and prices within limits are needed.");
        }
    }
}
