using System.Text;
using Dashboard.Ingestion.Csv;
using FsCheck;
using FsCheck.Fluent;

namespace Dashboard.Ingestion.Tests.Csv;

public sealed class CsvRowsTests
{
    [Theory]
    [InlineData("a,b\r\n1,2\r\n", ',')]
    [InlineData("a;b\n1;2", ';')]
    [InlineData("a\tb\n1\t2\n", '\t')]
    [InlineData("\uFEFFa,b\n1,2\n", ',')]
    [InlineData("\"x;y;z\",b\n1,2\n", ',')]
    public void The_separator_is_found_in_the_first_line(string text, char separator)
    {
        var (rows, issues, reader) = Read(text);

        Assert.Equal((byte)separator, reader.Separator);
        Assert.Equal(["1", "2"], rows[1].Cells);
        Assert.Empty(issues);
    }

    [Fact]
    public void What_is_written_by_the_rules_is_read_as_it_was_in_pieces_of_any_size() =>
        Prop.ForAll(
            Texts().ToArbitrary(),
            Gen.Choose(1, 7).ToArbitrary(),
            (table, size) =>
            {
                foreach (var separator in (char[])[',', ';', '\t'])
                {
                    var text = string.Concat(table.Select(row => string.Join(separator, row.Select(c => $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n"));
                    var (rows, issues, _) = Read(text, size);
                    Assert.Empty(issues);
                    Assert.Equal(table.Where(r => r.Any(c => c.Trim().Length > 0)).Select(r => string.Join('|', r.Select(c => c.Trim()))), rows.Select(r => string.Join('|', r.Cells)));
                }
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_quote_without_an_end_costs_its_own_line()
    {
        var (rows, issues, _) = Read("a,b\n1,\"open\n2,x\n3,y\n");

        Assert.Equal([(1L, "a|b"), (3, "2|x"), (4, "3|y")], rows.Select(r => (r.Line, string.Join('|', r.Cells))));
        Assert.Equal([(2L, "A quote is opened and not closed.")], issues);
    }

    [Fact]
    public void Many_quotes_without_an_end_cost_their_own_lines_and_nothing_else()
    {
        // A row beyond the limit follows each, so that no quote meets another and is closed by it.
        var filler = new string('x', CsvRows.MostBytes - 3);
        var text = "a,b\n" + string.Concat(Enumerable.Range(0, 4).Select(i => $"{i},\"open\n{i},fine\n{filler},1\n{i},after\n"));

        var (rows, issues, _) = Read(text, 100_000);

        Assert.Equal(4, issues.Count);
        Assert.All(issues, i => Assert.Equal("A quote is opened and not closed.", i.Reason));
        Assert.Equal(1 + (4 * 3), rows.Count);
    }

    [Fact]
    public void A_line_that_is_too_long_or_not_UTF_8_is_named_and_the_next_is_read()
    {
        var bytes = Encoding.UTF8.GetBytes("a,b\n" + new string('x', CsvRows.MostBytes + 10) + ",1\n2,good\n3,").Concat(new byte[] { 0xC3, 0x28, (byte)'\n' }).Concat("4,good\n"u8.ToArray()).ToArray();

        var (rows, issues, reader) = Read(bytes, 50_000);

        Assert.Equal([1L, 3, 5], rows.Select(r => r.Line));
        Assert.Equal([(2L, "The line is longer than 1 MB."), (4, "The line is not valid UTF-8. Save the file as UTF-8.")], issues);
        Assert.InRange(reader.MostHeld, 1, 4 * CsvRows.MostBytes);
    }

    [Fact]
    public void A_file_in_UTF_16_says_so()
    {
        var (rows, issues, _) = Read(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("a,b\n1,2\n")).ToArray(), 100);

        Assert.Empty(rows);
        Assert.Equal("The file is UTF-16. Save it as UTF-8.", Assert.Single(issues).Reason);
    }

    [Fact]
    public void Anything_at_all_is_read_without_an_exception_and_line_numbers_only_grow() =>
        Prop.ForAll(
            Gen.ArrayOf(Gen.Elements("a", "\"", "\n", "\r", ",", ";", " ", "\u00FC", "\0")).Select(string.Concat).ToArbitrary(),
            Gen.Choose(1, 5).ToArbitrary(),
            (text, size) =>
            {
                var (rows, issues, _) = Read(text, size);
                Assert.Equal(rows.Select(r => r.Line).Order(), rows.Select(r => r.Line));
                Assert.All(issues, i => Assert.InRange(i.Line, 1, text.Count(c => c == '\n') + 1));
            }).QuickCheckThrowOnFailure();

    private static Gen<string[][]> Texts() =>
        from columns in Gen.Choose(2, 5)
        from rows in Gen.NonEmptyListOf(Gen.ArrayOf(Gen.Elements("", "1", "a b", "x,y", "p;q", "t\tt", "said \"no\"", "two\nlines", "\u00FCber", "\"", " \"q\" "), columns))
        select rows.ToArray();

    private static (List<(long Line, string[] Cells)> Rows, List<(long Line, string Reason)> Issues, CsvRows Reader) Read(string text, int size = 4096) => Read(Encoding.UTF8.GetBytes(text), size);

    private static (List<(long Line, string[] Cells)> Rows, List<(long Line, string Reason)> Issues, CsvRows Reader) Read(byte[] bytes, int size)
    {
        var rows = new List<(long, string[])>();
        var issues = new List<(long, string)>();
        var reader = new CsvRows((line, cells) => rows.Add((line, [.. cells])), (line, reason) => issues.Add((line, reason)));
        foreach (var piece in bytes.Chunk(size))
        {
            reader.Push(piece);
        }

        reader.Complete();
        return (rows, issues, reader);
    }
}
