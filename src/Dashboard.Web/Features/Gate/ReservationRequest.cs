using System.Text.Json;
using Dashboard.Credits.Money;
using Dashboard.Storage.Gate;

namespace Dashboard.Web.Features.Gate;

/// <summary>The body of <c>POST /api/v1/gate/reservations</c>.</summary>
/// <param name="Seat">For which seat.</param>
/// <param name="Amount">How much.</param>
/// <param name="TimeoutSeconds">When it ends by itself.</param>
/// <param name="Session">The session that the usage will name.</param>
/// <param name="WaitedSeconds">How long the caller waited because it was told to.</param>
internal sealed record ReservationRequest(string Seat, Nanodollars Amount, int TimeoutSeconds, string? Session, int WaitedSeconds)
{
    private const int DefaultTimeout = 3_600;
    private const int MostText = 200;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };
    private static readonly string[] Names = ["seat", "amountUsd", "timeoutSeconds", "session", "waitedSeconds"];

    /// <summary>The request, or what is wrong with it, in one sentence.</summary>
    public static (ReservationRequest? Request, string? Problem) Read(ReadOnlyMemory<byte> body)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(body, Strict);
        }
        catch (JsonException)
        {
            return (null, "The body is not a JSON object, or a name comes twice.");
        }

        using (json)
        {
            var root = json.RootElement;
            if (root.ValueKind is not JsonValueKind.Object)
            {
                return (null, "The body is not a JSON object.");
            }

            if (root.EnumerateObject().Select(p => p.Name).FirstOrDefault(n => !Names.Contains(n, StringComparer.Ordinal)) is not null)
            {
                return (null, $"The body has a name that is none of {string.Join(", ", Names)}.");
            }

            var seat = Text(root, "seat");
            var session = Text(root, "session");
            return GateQuery.SeatProblem(seat) is { } wrong ? (null, wrong)
                : !TryAmount(root, out var amount) ? (null, "amountUsd is an amount of USD above 0 and at most 1000000, such as \"2.50\".")
                : !TryWhole(root, "timeoutSeconds", DefaultTimeout, NewReservation.LeastTimeout, NewReservation.MostTimeout, out var timeout) ? (null, $"timeoutSeconds is a whole number from {NewReservation.LeastTimeout} to {NewReservation.MostTimeout}.")
                : !TryWhole(root, "waitedSeconds", 0, 0, GateQuery.MostWaited, out var waited) ? (null, $"waitedSeconds is a whole number from 0 to {GateQuery.MostWaited}.")
                : IsGiven(root, "session") && session is not { Length: > 0 and <= MostText } ? (null, $"session is a text of at most {MostText} characters.")
                : (new ReservationRequest(seat!, amount, timeout, session, waited), null);
        }
    }

    private static bool IsGiven(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null;

    private static string? Text(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var value) || value.ValueKind is not JsonValueKind.String)
        {
            return null;
        }

        try
        {
            var text = value.GetString()!;
            return text.Any(char.IsControl) ? null : text;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is no text.
            return null;
        }
    }

    private static bool TryAmount(JsonElement root, out Nanodollars amount)
    {
        amount = default;
        return root.TryGetProperty("amountUsd", out var value)
            && (value.ValueKind is JsonValueKind.Number ? Usd.TryParse(value.GetRawText(), out amount) : Text(root, "amountUsd") is { } text && Usd.TryParse(text, out amount))
            && amount.IsPositive
            && amount.Value <= Nanodollars.MaxPerEvent;
    }

    private static bool TryWhole(JsonElement root, string name, int otherwise, int least, int most, out int number)
    {
        number = otherwise;
        return !IsGiven(root, name) || (root.GetProperty(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out number) && number >= least && number <= most);
    }
}
