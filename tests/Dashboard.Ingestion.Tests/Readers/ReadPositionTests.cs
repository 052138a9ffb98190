using Dashboard.Ingestion.Json;

namespace Dashboard.Ingestion.Tests.Readers;

public sealed class ReadPositionTests
{
    [Theory]
    [InlineData(0, 0, FileFraming.Unknown, null, 0, null, null, false)]
    [InlineData(123_456_789_012, 42, FileFraming.Lines, 1_795_000_000_000, 3, "0f\"e\\\u00e9\u0001", "a project <1>", true)]
    [InlineData(1, 1, FileFraming.Document, -1L, 1, "", " ", false)]
    public void A_position_comes_back_as_it_was(long offset, long line, FileFraming framing, long? newest, int results, string? session, string? project, bool isStream)
    {
        var position = new ReadPosition(offset, line, framing, newest, results, session, project, isStream);
        Assert.Equal(position, ReadPosition.Decode(position.Encode()));
    }

    [Fact]
    public void A_position_that_an_older_version_kept_is_read() =>
        Assert.Equal(
            new ReadPosition(812, 4, FileFraming.Lines, null, 0, "s-1", null, true),
            ReadPosition.Decode("""{"Offset":812,"Line":4,"Framing":1,"NewestAtMs":null,"Results":0,"Session":"s-1","Project":null,"IsStream":true}"""));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{\"Offset\":\"1\"}")]
    [InlineData("{\"Offset\":1.5}")]
    [InlineData("{\"Offset\":-1}")]
    [InlineData("{\"Results\":99999999999}")]
    [InlineData("{\"Session\":7}")]
    [InlineData("{\"Offset\":1")]
    public void Anything_else_is_no_position(string text) => Assert.Null(ReadPosition.Decode(text));
}
