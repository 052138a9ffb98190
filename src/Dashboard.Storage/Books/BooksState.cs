using System.Text.Json;
using Dashboard.Credits.Cycles;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Books;

/// <summary>What all projections share, and how far time was followed.</summary>
internal sealed record BooksState
{
    private const string Name = "books";

    /// <summary>The local day of the last roll-forward, days since 1970-01-01.</summary>
    public int Day { get; init; } = int.MinValue;

    /// <summary>The instant of the last roll-forward.</summary>
    public long LastRunMs { get; init; } = long.MinValue;

    /// <summary>Sources that were silent beyond their window at the last roll-forward.</summary>
    public int[] Silent { get; init; } = [];

    /// <summary>The organisation's weekdays, Monday first; null before any are known.</summary>
    public double[]? Weekdays { get; init; }

    /// <summary>The median seat's burn rate.</summary>
    public double? Rate { get; init; }

    /// <summary>The widening of seats' bands.</summary>
    public double Widening { get; init; } = Credits.Projection.BandWidening.Least;

    /// <summary>The widening of the organisation's band.</summary>
    public double OrganisationWidening { get; init; } = Credits.Projection.BandWidening.Least;

    public Credits.Projection.PeerProfile Peers => Weekdays is null
        ? Credits.Projection.PeerProfile.None
        : new(Credits.Projection.WeekdayProfile.Of(Weekdays), Rate);

    /// <summary>The organisation's local day of an instant.</summary>
    public static int DayAt(Organisation organisation, long nowMs) => StoredDay.Of(ZoneDays.DayOf(nowMs, ZoneDays.Find(organisation.Rules.Zone.At(nowMs))));

    /// <summary>Whether this is the state of the day of an instant. What is projected on a day that has not begun stands on the figures of another: it is shown, and published as no forecast.</summary>
    public bool IsOf(Organisation organisation, long nowMs) => Day == DayAt(organisation, nowMs);

    public static async Task<BooksState> ReadAsync(Sql sql) =>
        await sql.FirstAsync("SELECT value FROM books_state WHERE name = @name", r => r.GetString(0), ("@name", Name)) is { } text
            ? JsonSerializer.Deserialize(text, BooksJson.Default.BooksState)!
            : new BooksState();

    public Task<int> WriteAsync(Sql sql) => WriteAsync(sql, Name, JsonSerializer.Serialize(this, BooksJson.Default.BooksState));

    public static Task<int> WriteAsync(Sql sql, string name, string value) => sql.ExecuteAsync(
        "INSERT INTO books_state (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value", ("@name", name), ("@value", value));
}
