using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Seats;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks.Letters;

namespace Dashboard.Storage.Runbooks;

/// <summary>Who may approve is told that overage was asked for, in the transaction of the request: there is no request without its mails, and no mail without its request.</summary>
internal static class ApprovalMails
{
    /// <summary>Puts the mails of requests that are open after these decisions into the outbox. How many.</summary>
    public static async Task<int> AddAsync(Sql sql, Organisation organisation, IReadOnlyList<Decision> booked, long nowMs)
    {
        var asked = booked.Where(d => d.Body is OverageRequested)
            .Select(d => organisation.OverageRequests.GetValueOrDefault(d.Sequence))
            .Where(r => r is { State: OverageRequestState.Open }).Select(r => r!).ToList();
        if (asked.Count == 0)
        {
            return 0;
        }

        var recipients = await Recipients.ReadAsync(sql, organisation);
        var mails = new List<NewDelivery>();
        foreach (var request in asked.Where(r => organisation.Seats.ContainsKey(r.SeatId)))
        {
            mails.AddRange(Of(request, await FiguresAsync(sql, request.SeatId), recipients, organisation, nowMs));
        }

        return await Outbox.AddAsync(sql, mails, nowMs);
    }

    /// <summary>To owners and the admins of the seat's team, but for who asks. In shadow mode only owners hear of it.</summary>
    internal static IEnumerable<NewDelivery> Of(OverageRequest request, (Nanodollars Allocated, Nanodollars Consumed) figures, Recipients recipients, Organisation organisation, long nowMs)
    {
        var seat = organisation.Seats[request.SeatId];
        var isShadow = organisation.Rules.Choice.At(nowMs).Mode is ProgrammeMode.Shadow;
        var letter = LetterOf(request, seat, figures, organisation, nowMs) with { Shadow = isShadow };
        return recipients.With(Role.Owner).Concat(isShadow ? [] : recipients.AdminsOf(seat.Team.At(nowMs)))
            .Distinct(StringComparer.Ordinal)
            .Where(person => !string.Equals(person, request.AskedBy, StringComparison.OrdinalIgnoreCase) && recipients.Wants(person, MailKind.Approvals))
            .Select(person => new NewDelivery(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"approval:{request.Id}:{person}"), DeliveryChannel.Mail, person, letter));
    }

    private static ApprovalLetter LetterOf(OverageRequest request, Seat seat, (Nanodollars Allocated, Nanodollars Consumed) figures, Organisation organisation, long nowMs) => new()
    {
        Organisation = organisation.Name,
        AtMs = nowMs,
        Zone = organisation.Rules.Zone.At(nowMs),
        RequestId = request.Id,
        SeatId = seat.Id,
        Name = seat.Name.Length > 0 ? seat.Name : seat.Email,
        Email = seat.Email,
        Team = seat.Team.At(nowMs),
        AskedBy = request.AskedBy,
        Reason = request.Reason,
        Cap = request.Cap,
        UntilMs = request.UntilMs,
        Allocated = figures.Allocated,
        Consumed = figures.Consumed,
    };

    /// <summary>As the books have them; zero before anything was derived.</summary>
    private static Task<(Nanodollars Allocated, Nanodollars Consumed)> FiguresAsync(Sql sql, int seatId) =>
        sql.FirstAsync("SELECT allocated, consumed FROM seat_now WHERE seat_id = @seat", r => (new Nanodollars(r.GetInt64(0)), new Nanodollars(r.GetInt64(1))), ("@seat", seatId));
}
