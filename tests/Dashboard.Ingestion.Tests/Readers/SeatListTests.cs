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
        Assert.Equal(new SeatLine(2, "lena@example.com", "Ortiz; Lena", "Data", "CC-1", "max-5x", 31, new DateTimeOffset(2026, 10, 31, 23, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), new DateOnly(2026, 10, 15), null, new DateOnly(2026, 11, 1)), seat);
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

    [Fact]
    public void A_dash_takes_a_team_away_and_an_empty_cell_says_nothing()
    {
        var list = SeatList.Parse("email,team,costCentre,activeUntil\na@b.example,-,,2026-12-01\nb@b.example,,-,", Berlin, "list");

        Assert.Equal([("", null), ((string?)null, (string?)"")], list.Lines.Select(l => (l.Team, l.CostCentre)));
        Assert.Equal(new DateOnly(2026, 12, 1), list.Lines[0].ActiveUntil);
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("+1-2")]
    [InlineData("@SUM(A1)")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("../../etc/passwd")]
    public void A_name_may_be_anything_and_stays_a_text(string name)
    {
        var list = SeatList.Parse($"email,name\na@b.example,{name}", Berlin, "list");

        Assert.Equal(name, Assert.Single(list.Lines).Name);
    }

    [Theory]
    [InlineData("a@b.example,\u0007bell")]
    [InlineData("a@b.example,esc\u001b[31m")]
    [InlineData("a@b.example,nul\0")]
    public void Control_characters_cost_the_line(string line)
    {
        var list = SeatList.Parse($"email,name\r\n{line}\r\ngood@b.example,Good\r\n", Berlin, "list");

        Assert.Equal("good@b.example", Assert.Single(list.Lines).Email);
        Assert.Equal((2L, "A cell is longer than 200 characters or holds control characters."), Assert.Single(list.Issues.Select(i => (i.Line, i.Reason))));
    }

    [Fact]
    public void Ten_thousand_columns_are_one_issue_in_the_head_and_one_in_a_line()
    {
        var wide = string.Join(',', Enumerable.Repeat("x", 10_000));

        var head = SeatList.Parse("email," + wide + "\na@b.example", Berlin, "list");
        var line = SeatList.Parse("email,name\na@b.example," + wide + "\nb@b.example,B", Berlin, "list");

        Assert.Empty(head.Lines);
        Assert.Equal([(1L, "The line has more than 64 columns.")], head.Issues.Select(i => (i.Line, i.Reason)));
        Assert.Equal("b@b.example", Assert.Single(line.Lines).Email);
        Assert.Equal([(2L, "The line has more than 64 columns.")], line.Issues.Select(i => (i.Line, i.Reason)));
    }

    [Fact]
    public void A_list_beyond_twenty_megabytes_is_not_read()
    {
        var list = SeatList.Parse(new string('a', (20 << 20) + 1), Berlin, "list");

        Assert.Equal((0L, "The list is larger than 20 MB. Nothing of it was read."), Assert.Single(list.Issues.Select(i => (i.Line, i.Reason))));
    }

    [Fact]
    public void Quotes_without_an_end_on_every_line_of_a_large_file_are_given_up_on_after_a_hundred()
    {
        // Read from any line on, this stays in a quote to the end of the text: each line would search all of it.
        var text = string.Concat(Enumerable.Repeat("\"a\",\"\n", 2_000_000));

        var list = SeatList.Parse(text, Berlin, "list");

        Assert.Empty(list.Lines);
        Assert.Equal(100, list.Issues.Count);
        Assert.All(list.Issues, i => Assert.Equal("A quote is opened and not closed.", i.Reason));
    }

    [Fact]
    public void Whoever_stands_on_a_line_that_is_left_out_is_named_all_the_same()
    {
        var list = SeatList.Parse("email,plan\na@b.example,gold\nb@b.example,pro", Berlin, "list");

        Assert.Equal(["a@b.example", "b@b.example"], list.Named.Order());
    }
}
