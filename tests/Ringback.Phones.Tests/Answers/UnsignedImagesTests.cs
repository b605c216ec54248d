using Ringback.Phones.Answers;
using Ringback.Phones.Identification;
using Ringback.Files.Tests.Firmware;

namespace Ringback.Phones.Tests.Answers;

/// <summary>A phone that asks for an unsigned image may write to its flash whatever it gets.</summary>
public sealed class UnsignedImagesTests
{
    private const string Bin = "P003-8-12-00.bin";

    /// <summary>Content that must never go out under the loader's name.</summary>
    public static TheoryData<string, byte[]> Wrong { get; } = new()
    {
        { "a signed image", SampleFiles.Signed("P003-8-12-00.sbn", SampleFiles.Loader("P003-8-12-00")) },
        { "an application", SampleFiles.Application("P0S3-8-12-00") },
        { "the loader of another release", SampleFiles.Loader("P003-07-5-00") },
        { "an archive", [.. "PK\x03\x04"u8, .. new byte[64]] },
        { "a configuration", [.. "image_version: P0S3-8-12-00\n"u8] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Under_a_plan_the_sound_signed_image_takes_the_place_of(string what, byte[] content)
    {
        Question question = new Question(new MemoryShelf().Library([.. SamplePackages.Sip812, (Bin, content)]))
        {
            Goal = "sip",
        }.As(BootCode.Early);
        Assert.True(SampleFiles.Loader("P003-8-12-00").SequenceEqual(question.Bytes(question.Get(Bin))), what);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void In_a_plain_folder_without_the_signed_image_nobody_gets(string what, byte[] content)
    {
        FileAnswer answer = new Question(new MemoryShelf().Root([(Bin, content)])).As(BootCode.Early).Ask(Bin);
        Assert.False(answer is Serve, what);
    }

    [Fact]
    public void An_image_whose_layout_is_not_known_is_the_users_word_in_a_plain_folder()
    {
        byte[] unknown = [.. Enumerable.Range(0, 600).Select(i => (byte)(i * 7))];
        Question question = new(new MemoryShelf().Root([("P0S30203.bin", unknown)]));
        Assert.Equal(unknown, question.Bytes(question.Get("P0S30203.bin")));
    }

    [Fact]
    public void An_old_phone_that_wants_an_application_is_told_of_the_loader()
    {
        Question question = new Question(new MemoryShelf().Root(SamplePackages.Sip812)).As(BootCode.Early);
        Assert.Contains("P003-8-12-00", Assert.IsType<NotHere>(question.Ask("P0S3-8-12-00.sbn")).Because);
    }

    [Fact]
    public void A_misspelled_load_is_told_by_its_right_name()
    {
        Question question = new(new MemoryShelf().Root(SamplePackages.Sip812));
        Assert.Contains("P0S3-8-12-00 here", Assert.IsType<NotHere>(question.Ask("P0S3-08-12-00.loads")).Because);
    }
}
