using Ringback.Catalogue;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Stories;

namespace Ringback.Phones.Tests.Cases;

public sealed class UploadTests
{
    public static TheoryData<UploadOutcome> Outcomes { get; } = [.. Enum.GetValues<UploadOutcome>()];

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void Every_outcome_of_an_upload_has_one_sentence_with_the_files_name(UploadOutcome outcome)
    {
        StoryLine told = Assert.Single(Told(Upload("7960.log", outcome)));
        Assert.Contains("7960.log", told.Text);
    }

    [Fact]
    public void No_two_outcomes_are_told_alike() =>
        Assert.Equal(Enum.GetValues<UploadOutcome>().Length, Enum.GetValues<UploadOutcome>()
            .SelectMany(o => Told(Upload("a", o))).Select(l => l.Text).Distinct().Count());

    [Fact]
    public void Neither_the_name_nor_the_message_of_a_sender_is_told_raw()
    {
        FileReceived e = Upload("a\u001b[31mb\n", UploadOutcome.PhoneError) with { PhoneMessage = "no\u001b[0m\n" };
        string told = Assert.Single(Narrator.Tell(new PhoneCase(), e, PhoneCatalogue.BuiltIn)).Text;
        Assert.DoesNotContain(told, char.IsControl);
    }

    [Fact]
    public void Nothing_is_believed_of_a_phone_because_of_what_it_sent()
    {
        PhoneCase before = new Story().Asks("OS79XX.TXT").Case;
        PhoneCase after = before.Apply(Upload("P0S3-8-12-00.sb2", UploadOutcome.Received) with { At = Story.Begin },
            PhoneCatalogue.BuiltIn);
        Assert.Equal(before with { LastSeen = after.LastSeen }, after);
    }

    private static FileReceived Upload(string name, UploadOutcome outcome) => new()
    {
        At = default, Address = Story.Phone, Name = name, Outcome = outcome, Bytes = 1024, Blocks = 2, Seconds = 0.25,
        Retransmissions = 0, PhoneMessage = "Cancelled",
    };

    private static IEnumerable<StoryLine> Told(PhoneEvent e) =>
        Narrator.Tell(new PhoneCase(), e, PhoneCatalogue.BuiltIn);
}
