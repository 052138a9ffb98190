using System.Text.Json;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Runbooks;

/// <summary>How far the runbook has followed, and whether the dead man spoke. Kept in <c>books_state</c>, changed inside a writer's transaction alone.</summary>
internal sealed record RunbookState
{
    private const string Name = "runbook";

    /// <summary>The last evaluation that succeeded, Unix milliseconds UTC, to the minute; null before the first.</summary>
    public long? EvaluatedMs { get; init; }

    /// <summary>Accounts were evaluated before: what the very first evaluation finds passed is no news.</summary>
    public bool HasDecided { get; init; }

    /// <summary>Usage was last known to stay away since the dead man said so; null: it does not.</summary>
    public long? IngestSilentSinceMs { get; init; }

    /// <summary>Evaluation was last known not to succeed; null: it does.</summary>
    public long? EvaluationSilentSinceMs { get; init; }

    public static async Task<RunbookState> ReadAsync(Sql sql) =>
        await sql.FirstAsync("SELECT value FROM books_state WHERE name = @name", r => r.GetString(0), ("@name", Name)) is { } text
            ? JsonSerializer.Deserialize(text, BooksJson.Default.RunbookState)!
            : new RunbookState();

    public Task<int> WriteAsync(Sql sql) => BooksState.WriteAsync(sql, Name, JsonSerializer.Serialize(this, BooksJson.Default.RunbookState));
}
