using Ringback.Catalogue;
using Ringback.Files.Tests.Firmware;
using Ringback.Phones.Answers;
using Ringback.Phones.Cases;

namespace Ringback.Phones.Tests.Answers;

public sealed class FirmwareAnswersTests
{
    private const string Twin = "unsigned-twin-is-the-signed-image-without-its-header";

    [Theory]
    [InlineData("P0S3-8-12-00.loads")]
    [InlineData("P003-8-12-00.sbn")]
    [InlineData("P0S3-8-12-00.sb2")]
    public void Under_a_plan_the_files_of_the_package_are_served_as_they_are(string name)
    {
        Question question = WithGoal();
        Assert.Equal(SamplePackages.Sip812.First(f => f.Name == name).Content, question.Bytes(question.Get(name)));
    }

    [Theory]
    [InlineData("P0030801SR02.loads")]
    [InlineData("P0030801SR02.sbn")]
    [InlineData("P0030801SR02.sb2")]
    [InlineData("P0030801SR02.bin")]
    [InlineData("P0030801SR02")]
    public void Under_a_plan_other_firmware_is_not_seen(string name) =>
        Assert.IsType<NotHere>((new Question(Both()) { Goal = "sip" }).Ask(name));

    [Fact]
    public void A_load_from_before_the_loader_has_no_list_and_its_image_is_asked_for_next() => Assert.Contains(
        "P0S3-06-3-00.sbn next", Assert.IsType<NotHere>(new Question(Both()).Ask("P0S3-06-3-00.loads")).Because,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("P0030801SR02.loads")]
    [InlineData("P0S3-8-12-00.sb2")]
    public void Without_a_plan_all_firmware_is_seen(string name) =>
        Assert.IsType<Serve>(new Question(Both()).Ask(name));

    [Theory]
    [InlineData("POS3-8-12-00.loads", "P0S3-8-12-00")]
    [InlineData("PO003-08-2-00.bin", "P003-08-2-00")]
    [InlineData("SIP41.9-4-2SR3-1.loads", "SIP41.9-4-2SR3-1S")]
    [InlineData("SCCP42\u00968-5-2S.loads", "SCCP42.8-5-2S")]
    public void A_name_that_can_only_be_a_slip_is_told_as_one(string name, string meant)
    {
        NotHere answer = Assert.IsType<NotHere>(new Question(Both()).Ask(name));
        Assert.Contains($"{meant} must be meant", answer.Because, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".sb2")]
    [InlineData(".sbn")]
    public void A_manifest_is_not_served_while_a_part_is_missing(string part)
    {
        MemoryShelf shelf = new MemoryShelf().Root(SamplePackages.Sip812.Without(part));
        NotHere answer = Assert.IsType<NotHere>(new Question(shelf).Ask("P0S3-8-12-00.loads"));
        Assert.Contains(part, answer.Because);
    }

    [Theory]
    [InlineData(".sb2")]
    [InlineData(".sbn")]
    public void A_manifest_is_not_served_while_a_part_is_damaged(string part)
    {
        MemoryShelf shelf = new MemoryShelf().Root(SamplePackages.Sip812.WithCut(part));
        NotHere answer = Assert.IsType<NotHere>(new Question(shelf).Ask("P0S3-8-12-00.loads"));
        Assert.Contains(part, answer.Because);
    }

    [Fact]
    public void A_manifest_is_not_served_while_it_is_open_which_of_two_files_is_its_part()
    {
        byte[] image = SamplePackages.Sip812[2].Content;
        MemoryShelf shelf = new MemoryShelf().Root(SamplePackages.Sip812.Without(".sb2"))
            .Root(("old/P0S3-8-12-00.sb2", image)).Root(("new/P0S3-8-12-00.sb2", [.. image, 0]));
        Assert.IsType<NotHere>(new Question(shelf).Ask("P0S3-8-12-00.loads"));
    }

    [Theory]
    [InlineData("P0S3-8-12-00.sb2")]
    [InlineData("P003-8-12-00.sbn")]
    public void A_damaged_image_is_never_served(string name)
    {
        MemoryShelf shelf = new MemoryShelf().Root(SamplePackages.Sip812.WithCut(name));
        Assert.Contains("fresh copy", Assert.IsType<Refused>(new Question(shelf).Ask(name)).Because);
    }

    [Fact]
    public void A_damaged_image_is_not_served_without_its_header_either()
    {
        MemoryShelf shelf = new MemoryShelf().Root(SamplePackages.Sip812.WithCut(".sbn"));
        Assert.IsType<Refused>(new Question(shelf).Ask("P003-8-12-00.bin"));
    }

    [Theory]
    [InlineData("P0S3-8-12-00.loads")]
    [InlineData("P003-8-12-00.sbn")]
    [InlineData("P003-8-12-00.bin")]
    [InlineData("P0S3-8-12-00.sb2")]
    public void A_practice_image_is_refused_to_a_real_phone(string name) =>
        Assert.Contains("practice", Assert.IsType<Refused>(Practice().Ask(name)).Because);

    [Fact]
    public void A_practice_image_is_served_to_a_simulated_phone() =>
        Assert.IsType<Serve>((Practice() with { IsSimulated = true }).Ask("P0S3-8-12-00.sb2"));

    [Fact]
    public void The_unsigned_twin_is_the_signed_image_without_its_header()
    {
        Question question = WithGoal();
        Assert.Equal(SampleFiles.Loader("P003-8-12-00"), question.Bytes(question.Get("P003-8-12-00.bin")));
    }

    [Fact]
    public void The_derived_twin_says_so() =>
        Assert.Contains("P003-8-12-00.sbn", WithGoal().Get("P003-8-12-00.bin").Because);

    [Fact]
    public void A_twin_on_disk_is_preferred()
    {
        MemoryShelf shelf = Both().Root(("P003-8-12-00.bin", SampleFiles.Loader("P003-8-12-00")));
        Assert.Equal(0, Assert.IsType<StoredContent>(new Question(shelf).Get("P003-8-12-00.bin").Content).Offset);
    }

    [Fact]
    public void No_twin_is_derived_when_the_assumption_is_switched_off() => Assert.IsType<NotHere>(
        (WithGoal() with { Goal = null, Catalogue = PhoneCatalogue.BuiltIn.WithAssumption(Twin, false)! })
            .Ask("P003-8-12-00.bin"));

    [Fact]
    public void No_twin_is_derived_of_an_application() =>
        Assert.IsType<NotHere>(new Question(Both()).Ask("P0S3-8-12-00.bin"));

    [Fact]
    public void A_bare_name_gets_the_unsigned_image_by_default() =>
        Assert.Equal("P003-8-12-00.bin", WithGoal().Get("P003-8-12-00").Name);

    [Fact]
    public void A_bare_name_gets_the_signed_image_when_the_phone_is_known_to_want_it() =>
        Assert.Equal("P003-8-12-00.sbn", (WithGoal() with
        {
            Phone = new PhoneCase { Address = Question.Server.Address, Shown = new Beliefs { WantsSigned = true } },
        }).Get("P003-8-12-00").Name);

    [Fact]
    public void A_bare_name_of_nothing_is_not_here() =>
        Assert.IsType<NotHere>(new Question(new MemoryShelf()).Ask("P003-8-12-00"));

    [Fact]
    public void A_good_copy_in_the_library_is_planned_over_a_damaged_one_in_the_folder()
    {
        MemoryShelf shelf = new MemoryShelf().Root(SamplePackages.Sip812.WithCut(".sb2"))
            .Library(SamplePackages.Sip812);
        Question question = new(shelf) { Goal = "sip" };
        Assert.Equal(SamplePackages.Sip812[2].Content, question.Bytes(question.Get("P0S3-8-12-00.sb2")));
    }

    [Fact]
    public void The_answer_names_the_file_in_its_proper_spelling() =>
        Assert.Equal("P0S3-8-12-00.sb2", WithGoal().Get("p0s3-8-12-00.SB2").Name);

    private static MemoryShelf Both() =>
        new MemoryShelf().Library(SamplePackages.Sip812).Library(SamplePackages.Sccp812);

    private static Question WithGoal() => new(Both()) { Goal = "sip" };

    private static Question Practice() => new(new MemoryShelf().Library(SamplePackages.Sip812.AsPractice()));
}
