using Ringback.Files.Profiles;
using Ringback.Phones.Answers;

namespace Ringback.Phones.Tests.Answers;

public sealed class ProfileAnswersTests
{
    private const string Name = "gk001122aabb04";

    [Fact]
    public void A_text_under_the_phones_name_is_compiled_on_the_way()
    {
        Question question = new(new MemoryShelf().Root(Name, "#txt\nUIPassword:1234\n"));
        Assert.Equal(Convert.FromHexString("23617461FFFE0400E50006170431323334"), question.Bytes(question.Get(Name)));
    }

    [Fact]
    public void A_text_that_cannot_be_compiled_is_kept_back_with_the_line_at_fault()
    {
        FileAnswer answer = new Question(new MemoryShelf().Root(Name, "#txt\nUIPassword:1234\nnonsense\n")).Ask(Name);
        Assert.IsType<NotHere>(answer);
        Assert.Contains("line 3", answer.Because);
    }

    [Fact]
    public void What_a_text_includes_is_read_from_beside_it()
    {
        Question question = new(new MemoryShelf().Root("gk/" + Name, "#txt\ninclude:all.txt\n")
            .Root("gk/all.txt", "UIPassword:1234\n"));
        Assert.True(CompiledProfile.TryRead(
            question.Bytes(question.Get("gk/" + Name)), out CompiledProfile? profile, out _));
        Assert.Single(profile.Entries);
    }

    [Fact]
    public void A_compiled_profile_goes_as_it_is()
    {
        byte[] compiled = Convert.FromHexString("23617461FFFE0400E50006170431323334");
        Question question = new(new MemoryShelf().Root((Name, compiled)));
        Assert.Equal(compiled, question.Bytes(question.Get(Name)));
    }
}
