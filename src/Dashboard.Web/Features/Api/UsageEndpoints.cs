using System.Buffers;
using System.Globalization;
using System.Security.Claims;
using Dashboard.Cli.Import;
using Dashboard.Credits.Seats;
using Dashboard.Ingestion.Rest;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Http.Features;

namespace Dashboard.Web.Features.Api;

/// <summary>Usage sent by programs. Every answer comes after the commit.</summary>
internal static class UsageEndpoints
{
    /// <summary>Records in one call of <c>POST /api/v1/usage</c>: they are written in one transaction.</summary>
    public const int MostRecords = 10_000;

    private const long MostSentOfRecords = 16L << 20;
    private const long MostOfRecords = 32L << 20;
    private const long MostSentOfFile = 128L << 20;
    private const long MostOfFile = 1L << 30;
    private const int MostText = 200;
    private const string NotMine = "This API key may not send usage of this seat.";
    private const int PieceBytes = 64 * 1024;

    private static readonly string[] RecordTypes = ["application/json", "application/x-ndjson", "application/jsonl"];
    private static readonly string[] FileTypes = [.. RecordTypes, "application/octet-stream", "text/plain"];

    public static void MapUsage(this RouteGroupBuilder api)
    {
        var usage = api.MapGroup("/usage").RequireAuthorization(Policies.Ingest);
        usage.MapPost("", PostRecordsAsync);
        usage.MapPost("/transcripts", PostFileAsync);
        usage.MapPost("/results", PostFileAsync);
    }

    private static async Task<IResult> PostRecordsAsync(HttpContext context, UsageIntake intake, IntakeSources sources, Database database, TimeProvider time, string? seat, string? source, CancellationToken cancellationToken)
    {
        if (Problem(seat, source) is { } wrong)
        {
            return wrong;
        }

        var (body, refusal) = RequestBody.Open(context, RecordTypes, MostSentOfRecords, MostOfRecords);
        if (body is null)
        {
            return refusal!;
        }

        await using var bytes = body;
        return await AnswerAsync(async () =>
        {
            var origin = await OriginAsync(context, sources, seat, source, cancellationToken);
            var batch = new RestBatchReader(origin.Scope);
            await PushAsync(bytes, batch, cancellationToken);
            if (batch.Records.Count + batch.Rejected.Count > MostRecords)
            {
                return Results.Problem($"At most {MostRecords} records in one call.", statusCode: StatusCodes.Status413PayloadTooLarge);
            }

            if (KeySeats.Read(context.Features.GetRequiredFeature<ApiKeyRow>().SeatsJson) is { } mine)
            {
                Refuse(batch, mine, seat, await database.Decisions.CurrentAsync(cancellationToken), time);
            }

            return (batch.Sent == 0 && batch.Rejected.Count > 0) || batch.Rejected.Any(r => r.Place < 0 && r.Line == 0)
                ? Results.Problem("The body is neither a JSON array of records nor one record a line.", statusCode: StatusCodes.Status400BadRequest)
                : Results.Ok(UsageAnswer.OfRecords(await intake.WriteRecordsAsync(origin, batch, cancellationToken)));
        });
    }

    private static async Task<IResult> PostFileAsync(
        HttpContext context, UsageIntake intake, IntakeSources sources, Database database, TimeProvider time, string? seat, string? source, string? at, string? name, CancellationToken cancellationToken)
    {
        if (Problem(seat, source) is { } wrong)
        {
            return wrong;
        }

        var (body, refusal) = RequestBody.Open(context, FileTypes, MostSentOfFile, MostOfFile);
        if (body is null)
        {
            return refusal!;
        }

        await using var bytes = body;
        if (KeySeats.Read(context.Features.GetRequiredFeature<ApiKeyRow>().SeatsJson) is { } mine
            && !mine.Has(SeatOf(await database.Decisions.CurrentAsync(cancellationToken), seat), time.GetUtcNow().ToUnixTimeMilliseconds()))
        {
            return Results.Problem(NotMine, statusCode: StatusCodes.Status403Forbidden);
        }

        long? atMs = null;
        if (at is not null)
        {
            if (!DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            {
                return Results.Problem("at is not an instant such as 2026-11-20T09:30:00Z.", statusCode: StatusCodes.Status400BadRequest);
            }

            atMs = instant.ToUnixTimeMilliseconds();
        }

        return await AnswerAsync(async () =>
        {
            var origin = await OriginAsync(context, sources, seat, source, cancellationToken);
            return Results.Ok(UsageAnswer.OfFile(await intake.ReadStreamAsync(origin, name is { Length: > 0 and <= MostText } ? name : "usage", bytes, atMs, null, cancellationToken)));
        });
    }

    /// <summary>What a caller can do something about is a problem of its own kind; it may send the same again without counting anything twice.</summary>
    private static async Task<IResult> AnswerAsync(Func<Task<IResult>> write)
    {
        try
        {
            return await write();
        }
        catch (BadHttpRequestException e)
        {
            return RequestBody.Refusal(e);
        }
        catch (DatabaseException)
        {
            return Results.Problem("The usage could not be stored. Send it again later.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task PushAsync(Stream bytes, RestBatchReader batch, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            for (var read = await bytes.ReadAsync(buffer, cancellationToken); read > 0; read = await bytes.ReadAsync(buffer, cancellationToken))
            {
                batch.Push(buffer.AsSpan(0, read));
                if (batch.Records.Count + batch.Rejected.Count > MostRecords)
                {
                    return;
                }
            }

            batch.Complete();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>What the key may not send is refused record by record; the others stand.</summary>
    private static void Refuse(RestBatchReader batch, KeySeats mine, string? seat, Organisation organisation, TimeProvider time)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var refused = batch.Records.Where(r => !mine.Has(SeatOf(organisation, r.Record.SeatEmail ?? seat), now)).ToList();
        batch.Rejected.AddRange(refused.Select(r => (r.Place, 0L, NotMine)));
        batch.Records.RemoveAll(refused.Contains);
    }

    private static Seat? SeatOf(Organisation organisation, string? email) => email is null ? null : organisation.SeatOf(email);

    private static IResult? Problem(string? seat, string? source) =>
        seat is not null && (seat.Length > MostText || !seat.Contains('@', StringComparison.Ordinal)) ? Results.Problem("seat is not an e-mail address.", statusCode: StatusCodes.Status400BadRequest)
        : source is { Length: 0 or > MostText } || source?.Any(char.IsControl) == true ? Results.Problem($"source is a name of at most {MostText} characters.", statusCode: StatusCodes.Status400BadRequest)
        : null;

    /// <summary>Usage is listed under the source the caller names, else under its key's name: so a new key of the same name goes on where the old one ended.</summary>
    private static async Task<IntakeOrigin> OriginAsync(HttpContext context, IntakeSources sources, string? seat, string? source, CancellationToken cancellationToken)
    {
        var name = source?.Trim() ?? $"API: {context.User.FindFirstValue(ClaimTypes.Name)}";
        name = name.Length <= MostText ? name : name[..MostText];
        return new IntakeOrigin(await sources.FindOrAddAsync(name, "rest", cancellationToken), seat?.Trim().ToLowerInvariant(), name);
    }
}
