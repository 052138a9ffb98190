using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Decisions;

/// <summary>Real ids for the negative ones of a call.</summary>
internal sealed class NewIds
{
    private readonly Dictionary<int, int> _seats = [];
    private readonly Dictionary<int, int> _sources = [];
    private int _nextSeat;
    private int _nextSource;

    public static async Task<NewIds> StartAsync(Sql sql, Organisation before) => new()
    {
        _nextSeat = 1 + Math.Max(before.LastSeatId, await sql.FirstAsync("SELECT COALESCE(MAX(id), 0) FROM seat", r => r.GetInt32(0))),
        _nextSource = 1 + await sql.FirstAsync("SELECT COALESCE(MAX(id), 0) FROM source", r => r.GetInt32(0)),
    };

    /// <summary>The body with real ids. An e-mail is stored in lower case.</summary>
    public DecisionBody Resolve(DecisionBody body) => body switch
    {
        SeatAdded o => o with { SeatId = _seats[o.SeatId] = _nextSeat++, Email = o.Email.Trim().ToLowerInvariant(), Name = o.Name.Trim(), Team = Text(o.Team), CostCentre = Text(o.CostCentre) },
        OverageCeilingSet o => o with { Team = o.Team?.Trim() },
        SourceCreated o => o with { SourceId = _sources[o.SourceId] = _nextSource++, Name = o.Name.Trim() },
        SourceSeatSet o => o with { SourceId = Source(o.SourceId), SeatId = Seat(o.SeatId) },
        SourceDecision o => o with { SourceId = Source(o.SourceId) },
        SeatTeamChanged o => o with { SeatId = Seat(o.SeatId), Team = Text(o.Team) },
        SeatCostCentreChanged o => o with { SeatId = Seat(o.SeatId), CostCentre = Text(o.CostCentre) },
        MoneySourceSet o => o with { SeatId = Seat(o.SeatId), SourceId = o.SourceId is { } source ? Source(source) : null },
        SeatDecision o => o with { SeatId = Seat(o.SeatId) },
        TeamCreated o => new TeamCreated(o.Name.Trim()),
        TeamRenamed o => new TeamRenamed(o.Name.Trim(), o.To.Trim()),
        CostCentreCreated o => new CostCentreCreated(o.Name.Trim()),
        CostCentreRenamed o => new CostCentreRenamed(o.Name.Trim(), o.To.Trim()),
        AllowanceSet { Row.Target: AllowanceTarget.Team } o => o with { Row = o.Row with { Key = o.Row.Key.Trim() } },
        RunbookSet o => o with { Team = Text(o.Team), SeatId = o.SeatId is { } seat ? Seat(seat) : null },
        SilenceSet o => o with { Team = Text(o.Team), SeatId = o.SeatId is { } seat ? Seat(seat) : null, StageId = Text(o.StageId) },
        RoleGranted o => o with { Person = Person(o), Team = Text(o.Team) },
        RoleWithdrawn o => o with { Person = Person(o), Team = Text(o.Team) },
        IdentityAssigned o => o with { Value = Identity.Of(o.Kind, o.Value).Value, SeatId = o.SeatId is { } seat ? Seat(seat) : null },
        IdentityRulesSet { Rules.IsDefault: false } o => o with { Rules = [.. o.Rules.Select(r => r with { SeatId = Seat(r.SeatId), Conditions = r.Conditions.IsDefault ? [] : [.. r.Conditions.Select(c => c with { Pattern = c.Pattern.Trim() })] })] },
        _ => body,
    };

    private static string Person(PersonDecision decision) => decision.Person.Trim().ToLowerInvariant();

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private int Seat(int id) => id < 0 && _seats.TryGetValue(id, out var real) ? real : id;

    private int Source(int id) => id < 0 && _sources.TryGetValue(id, out var real) ? real : id;
}
