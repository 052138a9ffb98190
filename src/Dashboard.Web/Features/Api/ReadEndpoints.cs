using System.Globalization;
using Dashboard.Credits.Projection;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Api;

/// <summary>What programs read.</summary>
internal static class ReadEndpoints
{
    private const int MostSeats = 1_000;
    private const int MostSignalDays = 400;

    public static void MapReads(this RouteGroupBuilder api)
    {
        var read = api.MapGroup("").RequireAuthorization(Policies.Read);
        read.MapGet("/summary", SummaryAsync);
        read.MapGet("/seats", SeatsAsync);
        read.MapGet("/seats/{email}", SeatAsync);
        read.MapGet("/seats/{email}/ledger", LedgerAsync);
        read.MapGet("/seats/{email}/projection", ProjectionAsync);
        read.MapGet("/seats/{email}/signals", SignalsAsync);
    }

    private static async Task<IResult> SummaryAsync(Database database, CancellationToken cancellationToken)
    {
        var overview = await OverviewRead.ReadAsync(database, 0, cancellationToken);
        return overview.Figures is { } figures
            ? Results.Ok(SummaryAnswer.Of(figures, overview.Projection))
            : Later();
    }

    private static async Task<IResult> SeatsAsync(Database database, string? after, string? team, string? search, int? limit, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MostSeats)
        {
            return Results.Problem($"limit is a number from 1 to {MostSeats}.", statusCode: StatusCodes.Status400BadRequest);
        }

        var query = new SeatsQuery { Text = search, Team = team, AfterEmail = after?.Trim().ToLowerInvariant(), Sort = SeatSort.Email, Limit = limit ?? 100, WithEnded = true };
        var page = await SeatsRead.PageAsync(database, query, cancellationToken);
        return Results.Ok(new { items = page.Items.Select(SeatAnswer.Of), next = page.Total > page.Items.Count ? page.Items[^1].Email : null });
    }

    private static async Task<IResult> SeatAsync(Database database, string email, CancellationToken cancellationToken) =>
        await SeatRead.ReadAsync(database, email, null, cancellationToken) is not { } data ? NoSeat()
        : data.Line is { } line ? Results.Ok(SeatAnswer.Of(line))
        : Later();

    private static async Task<IResult> SignalsAsync(Database database, TimeProvider time, string email, int? days, CancellationToken cancellationToken)
    {
        if (days is < 1 or > MostSignalDays)
        {
            return Results.Problem($"days is a number from 1 to {MostSignalDays}.", statusCode: StatusCodes.Status400BadRequest);
        }

        if ((await database.Decisions.CurrentAsync(cancellationToken)).SeatOf(email) is not { } seat)
        {
            return NoSeat();
        }

        var now = time.GetUtcNow();
        var signals = await new TelemetryRead(database).SignalsAsync(seat.Id, now.AddDays(-(days ?? 31)).ToUnixTimeMilliseconds(), now.AddDays(1).ToUnixTimeMilliseconds(), cancellationToken);
        return Results.Ok(new
        {
            email = seat.Email,
            items = signals.Select(s => new { day = ApiText.Day(s.Day), signal = ApiText.Word(s.Kind), count = s.Count, first = ApiText.Instant(s.FirstMs), last = ApiText.Instant(s.LastMs) }),
        });
    }

    private static async Task<IResult> ProjectionAsync(Database database, string email, CancellationToken cancellationToken)
    {
        if (await SeatRead.ReadAsync(database, email, null, cancellationToken) is not { } data)
        {
            return NoSeat();
        }

        if (data is not { Projection: { } p, Line: { } line })
        {
            return Later();
        }

        var isObserved = SeatWords.IsObserved(line);
        return Results.Ok(new
        {
            email = data.Seat.Email,
            asOf = ApiText.Instant(p.AsOfMs),
            consumed = ApiText.Money(p.Consumed),
            allocated = p.Allocation is { } allocation ? ApiText.Money(allocation) : null,
            projected = isObserved ? ApiText.Money(p.Point) : null,
            band = isObserved ? Band(p) : null,
            exhaustionDate = isObserved && p.ExhaustionDate is { } day ? ApiText.Day(day) : null,
            pExhaust = isObserved ? ApiText.Probability(p.ExhaustionProbability) : null,
            daysObserved = p.DaysObserved,
            method = p.Basis.Sentences,
            days = p.Path.Where(_ => isObserved).Select(d => new { day = ApiText.Day(d.Day), projected = ApiText.Money(d.Point), band = (string[])[ApiText.Money(d.Low), ApiText.Money(d.High)] }),
        });
    }

    private static async Task<IResult> LedgerAsync(Database database, TimeProvider time, string email, string? cycle, CancellationToken cancellationToken)
    {
        var start = cycle is null ? null : ApiText.ParseDay(cycle);
        if (cycle is not null && start is null)
        {
            return Results.Problem("cycle is the first day of a cycle, such as 2026-11-01.", statusCode: StatusCodes.Status400BadRequest);
        }

        if (await SeatRead.ReadAsync(database, email, start, cancellationToken) is not { } data)
        {
            return NoSeat();
        }

        if (data.Cycle is not { } figures)
        {
            var known = string.Join(", ", data.Cycles.Take(24).Select(ApiText.Day));
            return start is null ? Later() : Results.Problem($"The seat has no cycle that starts on {ApiText.Day(start.Value)}. Its cycles start on {known}.", statusCode: StatusCodes.Status404NotFound);
        }

        var account = figures.IsPartOfShared ? Organisation.PoolAccount : figures.SeatId;
        var lines = await LedgerRead.PostingsAsync(database, account, figures.Start, time.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);
        return Results.Ok(new
        {
            email = data.Seat.Email,
            account = figures.IsPartOfShared ? "shared" : "own",
            cycle = new CycleAnswer(ApiText.Day(figures.Start), ApiText.Day(figures.End)),
            mode = ApiText.Word(figures.Kind),
            programme = figures.ProgrammeId,
            granted = ApiText.Money(figures.Flows.Granted),
            consumed = ApiText.Money(figures.Flows.Consumed),
            expired = ApiText.Money(figures.Flows.Expired),
            voided = ApiText.Money(figures.Flows.Voided),
            available = ApiText.Money(figures.Flows.Available),
            overage = ApiText.Money(figures.Flows.Overage),
            uncovered = ApiText.Money(figures.Flows.Uncovered),
            coveredUsage = ApiText.Money(figures.CoveredUsage),
            entries = lines.Where(l => !figures.IsPartOfShared || l.Posting.SeatId == figures.SeatId).Select(EntryOf),
        });
    }

    private static object EntryOf(PostingLine line) => new
    {
        sequence = line.Posting.Sequence,
        at = ApiText.Instant(line.Posting.EffectiveAtMs),
        kind = ApiText.Word(line.Posting.Kind),
        reason = ApiText.Word(line.Posting.Reason),
        from = ApiText.Word(line.Posting.From),
        to = ApiText.Word(line.Posting.To),
        amount = ApiText.Money(line.Posting.Amount),
        available = ApiText.Money(line.Available),
        @event = line.EventId?.ToString(CultureInfo.InvariantCulture),
    };

    private static string[] Band(CycleProjection p) => [ApiText.Money(p.Low), ApiText.Money(p.High)];

    private static IResult NoSeat() => Results.Problem("There is no such seat.", statusCode: StatusCodes.Status404NotFound);

    /// <summary>Figures are derived after the commit; before the first time there is nothing to show.</summary>
    private static IResult Later() => Results.Problem("The figures are not derived yet. Ask again in a moment.", statusCode: StatusCodes.Status503ServiceUnavailable);
}
