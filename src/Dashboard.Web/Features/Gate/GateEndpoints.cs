using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Dashboard.Credits.Admission;
using Dashboard.Storage;
using Dashboard.Storage.Gate;
using Dashboard.Storage.Rows;
using Dashboard.Web.Features.Api;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Web.Features.Gate;

/// <summary>May this seat run now, and holding an amount while it does. Only with a key of scope gate, for the seats of that key.</summary>
internal static class GateEndpoints
{
    private const int MostBytes = 16 << 10;
    private const int MostIdempotencyKey = 200;
    private const string NotMine = "This API key may not ask for this seat.";
    private static readonly string[] Json = ["application/json"];

    public static void MapGate(this RouteGroupBuilder api)
    {
        var gate = api.MapGroup("/gate").RequireAuthorization(Policies.Gate);
        gate.MapGet("", Ask);
        gate.MapPost("/reservations", ReserveAsync);
        gate.MapGet("/reservations/{id}", FindAsync);
        gate.MapPost("/reservations/{id}/settle", SettleAsync);
        gate.MapPost("/reservations/{id}/release", ReleaseAsync);
    }

    /// <summary>From memory: no database is asked.</summary>
    private static IResult Ask(HttpContext context, Database database, TimeProvider time, string? seat, string? estimateUsd, int? waitedSeconds)
    {
        var started = Stopwatch.GetTimestamp();
        if (GateQuery.SeatProblem(seat) is { } wrong)
        {
            return Problem(wrong);
        }

        if (!GateQuery.TryEstimate(estimateUsd, out var estimate))
        {
            return Problem("estimateUsd is an amount of USD from 0 to 1000000, such as 2.50.");
        }

        if (waitedSeconds is < 0 or > GateQuery.MostWaited)
        {
            return Problem($"waitedSeconds is a whole number from 0 to {GateQuery.MostWaited}.");
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (!IsMine(context, database, seat!, now))
        {
            return Results.Problem(NotMine, statusCode: StatusCodes.Status403Forbidden);
        }

        var reading = database.Gate.Ask(seat!, new AdmissionRequest(estimate, waitedSeconds ?? 0), now);
        Tell(context.Response, reading.Answer.RetryAfterSeconds);
        GateMetrics.Answered(reading.Answer.Decision, started);
        return new Answered(GateBody.Of(reading));
    }

    private static async Task<IResult> ReserveAsync(HttpContext context, Database database, GateWatch watch, TimeProvider time, CancellationToken cancellationToken)
    {
        var idempotency = context.Request.Headers["Idempotency-Key"];
        if (idempotency.Count > 1 || idempotency.ToString() is { Length: > MostIdempotencyKey })
        {
            return Problem($"Idempotency-Key is one text of at most {MostIdempotencyKey} characters.");
        }

        var (bytes, refusal) = await RequestBody.ReadAsync(context, Json, RequestLimits.MostBody, MostBytes, cancellationToken);
        if (bytes is null)
        {
            return refusal!;
        }

        var (wanted, problem) = ReservationRequest.Read(bytes);
        if (wanted is null)
        {
            return Problem(problem!);
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (!IsMine(context, database, wanted.Seat, now))
        {
            return Results.Problem(NotMine, statusCode: StatusCodes.Status403Forbidden);
        }

        var key = context.Features.GetRequiredFeature<ApiKeyRow>();
        var result = await database.Reservations.ReserveAsync(
            new NewReservation(wanted.Seat, wanted.Amount, wanted.TimeoutSeconds, key.Id, wanted.Session, wanted.WaitedSeconds, string.IsNullOrWhiteSpace(idempotency) ? null : idempotency.ToString()), now, cancellationToken);
        switch (result)
        {
            case ReserveResult.Made made:
                await watch.RefreshAsync(CancellationToken.None);
                GateMetrics.Reservation(made.IsNew ? "made" : "repeated");
                Tell(context.Response, made.Answer.RetryAfterSeconds);
                context.Response.Headers.Location = "/api/v1/gate/reservations/" + made.Reservation.Id;
                return TypedResults.Json(ReservationBody.Of(made.Reservation, GateBody.Of(made.Answer)), GateJson.Default.ReservationBody, statusCode: StatusCodes.Status201Created);
            case ReserveResult.Refused refused:
                GateMetrics.Reservation("refused");
                Tell(context.Response, refused.Answer.RetryAfterSeconds);
                return Refusal(refused.Answer);
            case ReserveResult.TooMany:
                Tell(context.Response, 30);
                return Results.Problem($"At most {NewReservation.MostOfSeat} reservations hold for one seat at a time, and {NewReservation.MostOfKey} of one API key. Settle or release some.", statusCode: StatusCodes.Status429TooManyRequests);
            default:
                return Results.Problem("This Idempotency-Key was used for another reservation.", statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }

    private static async Task<IResult> FindAsync(HttpContext context, Database database, TimeProvider time, string id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        Tell(context.Response, null);
        return await MineAsync(context, database, id, now, cancellationToken) is { } found ? Body(found) : NotThere();
    }

    private static async Task<IResult> SettleAsync(HttpContext context, Database database, GateWatch watch, TimeProvider time, string id, int? holdSeconds, CancellationToken cancellationToken)
    {
        if (holdSeconds is < 0 or > NewReservation.MostTimeout)
        {
            return Problem($"holdSeconds is a whole number from 0 to {NewReservation.MostTimeout}.");
        }

        return await EndAsync(context, database, watch, time, id, "settled", now => database.Reservations.SettleAsync(id, holdSeconds ?? NewReservation.DefaultHold, now, cancellationToken), cancellationToken);
    }

    private static Task<IResult> ReleaseAsync(HttpContext context, Database database, GateWatch watch, TimeProvider time, string id, CancellationToken cancellationToken) =>
        EndAsync(context, database, watch, time, id, "released", now => database.Reservations.ReleaseAsync(id, now, cancellationToken), cancellationToken);

    /// <summary>Doing it again answers the same; what ended otherwise is a conflict and stays as it is.</summary>
    private static async Task<IResult> EndAsync(HttpContext context, Database database, GateWatch watch, TimeProvider time, string id, string what, Func<long, Task<Reservation?>> end, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (await MineAsync(context, database, id, now, cancellationToken) is null || await end(now) is not { } after)
        {
            return NotThere();
        }

        await watch.RefreshAsync(CancellationToken.None);
        var ended = after.End is { } how ? ApiText.Word(how) : "settled";
        if (ended != what)
        {
            return Results.Problem($"The reservation is over: {ended.Replace('-', ' ')}.", statusCode: StatusCodes.Status409Conflict, extensions: new Dictionary<string, object?> { ["state"] = ApiText.Word(after.State), ["end"] = ended });
        }

        GateMetrics.Reservation(what);
        return Body(after);
    }

    /// <summary>A key for some seats asks for those alone; an e-mail that is no seat is none of them.</summary>
    private static bool IsMine(HttpContext context, Database database, string email, long nowMs) =>
        KeySeats.Read(context.Features.GetRequiredFeature<ApiKeyRow>().SeatsJson) is not { } mine || mine.Has(database.Gate.Organisation?.SeatOf(email), nowMs);

    private static async Task<Reservation?> MineAsync(HttpContext context, Database database, string id, long nowMs, CancellationToken cancellationToken)
    {
        if (await database.Reservations.FindAsync(id, nowMs, cancellationToken) is not { } found)
        {
            return null;
        }

        return KeySeats.Read(context.Features.GetRequiredFeature<ApiKeyRow>().SeatsJson) is not { } mine || mine.Has(database.Gate.Organisation?.Seats.GetValueOrDefault(found.SeatId), nowMs) ? found : null;
    }

    private static IResult Refusal(AdmissionAnswer answer)
    {
        var gate = GateBody.Of(answer);
        return Results.Problem(
            GateWords.Of(answer),
            statusCode: StatusCodes.Status409Conflict,
            extensions: new Dictionary<string, object?>
            {
                ["decision"] = gate.Decision,
                ["reason"] = gate.Reason,
                ["stage"] = gate.Stage,
                ["retryAfter"] = gate.RetryAfter,
                ["balance"] = gate.Balance,
                ["shareConsumed"] = gate.ShareConsumed,
                ["resetAt"] = gate.ResetAt,
            });
    }

    private static void Tell(HttpResponse response, long? retryAfterSeconds)
    {
        response.Headers.CacheControl = "no-store";
        if (retryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Written in one piece of known length: this is asked thousands of times a second.</summary>
    private sealed class Answered(GateBody body) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var bytes = JsonSerializer.SerializeToUtf8Bytes(body, GateJson.Default.GateBody);
            httpContext.Response.ContentType = "application/json; charset=utf-8";
            httpContext.Response.ContentLength = bytes.Length;
            return httpContext.Response.Body.WriteAsync(bytes, httpContext.RequestAborted).AsTask();
        }
    }

    private static JsonHttpResult<ReservationBody> Body(Reservation reservation) => TypedResults.Json(ReservationBody.Of(reservation), GateJson.Default.ReservationBody);

    private static IResult NotThere() => Results.Problem("There is no such reservation.", statusCode: StatusCodes.Status404NotFound);

    private static IResult Problem(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
}
