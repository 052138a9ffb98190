using Dashboard.Ingestion.Csv;

namespace Dashboard.Ingestion.Tests.Readers;

public sealed class SeatListTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void Every_column_is_read_whatever_their_order_and_separator()
    {
        var list = SeatList.Parse(
            "\uFEFFName;E-Mail;Plan;Team;Cost centre;Anchor day;Claimed at;Active from\r\n\"Ortiz; Lena\";LENA@Example.com;Max 5x;Data;CC-1;31;2026-11-01;2026-10-15\r\n",
            Berlin,
            "list");

        var seat = Assert.Single(list.Lines);
        Assert.Empty(list.Issues);
        Assert.Equal(new SeatLine(2, "lena@example.com", "Ortiz; Lena", "Data", "CC-1", "max-5x", 31, new DateTimeOffset(2026, 10, 31, 23, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), new DateOnly(2026, 10, 15)), seat);
    }

    [Fact]
    public void Bare_e_mails_are_seats_without_anything_else()
    {
        var list = SeatList.Parse("mara@example.com\n\njonas@example.com", Berlin, "list");

        Assert.Equal([("mara@example.com", 1), ("jonas@example.com", 3)], list.Lines.Select(l => (l.Email, l.Line)));
        Assert.All(list.Lines, l => Assert.Null(l.Plan));
    }

    [Theory]
    [InlineData("no e-mail,X", "This is not an e-mail address.")]
    [InlineData(",X", "The e-mail is missing.")]
    [InlineData("a@b.example,X,,,gold", "There is no such plan.")]
    [InlineData("a@b.example,X,,,pro,32", "The anchor day is not a day from 1 to 31.")]
    [InlineData("a@b.example,X,,,pro,1,yesterday", "claimedAt is not a date")]
    [InlineData("a@b.example,X,,,pro,1,,01.11.2026", "activeFrom is not a date")]
    [InlineData("good@b.example,Again", "This e-mail stands on line 1 already.")]
    [InlineData("\"open@b.example,X", "A quote is opened and not closed.")]
    public void A_broken_line_is_named_and_costs_the_others_nothing(string line, string reason)
    {
        var list = SeatList.Parse($"good@b.example,Good\n{line}\nlast@b.example,Last", Berlin, "list");

        Assert.Equal(["good@b.example", "last@b.example"], list.Lines.Select(l => l.Email));
        var issue = Assert.Single(list.Issues);
        Assert.Equal(2, issue.Line);
        Assert.StartsWith(reason, issue.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quoted_cell_may_hold_line_ends_and_the_lines_after_it_keep_their_numbers()
    {
        var list = SeatList.Parse("email,name\na@b.example,\"two\nlines\"\nnobody\n", Berlin, "list");

        Assert.Empty(list.Lines);
        Assert.Equal([2L, 4L], list.Issues.Select(i => i.Line));
    }
}
