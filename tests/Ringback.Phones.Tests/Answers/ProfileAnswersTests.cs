using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Profiles;
using Ringback.Phones.Answers;
using Ringback.Phones.Cases;

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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_phone_of_another_network_is_told_to_go_by_DHCP(bool isForeign)
    {
        IPAddress gateway = IPAddress.Parse("10.9.8.1");
        PhoneCase phone = new()
        {
            Mac = MacAddress.Parse("001122AABB04"), Family = "7912", Protocol = PhoneProtocol.Sip,
            Addressing = new PhoneAddressing
            {
                Foreign = isForeign ? new ForeignAddress(IPAddress.Parse("10.9.8.7"), [gateway]) : null,
            },
        };
        Serve made = Assert.IsType<Serve>(PhoneAnswers.Answer(
            new FileQuestion(phone, Name, null, Question.Server, IsSimulated: false)
            {
                Stays = PhoneCatalogue.BuiltIn.Find("7912G"),
            },
            new MemoryShelf(), PhoneCatalogue.BuiltIn));
        Assert.True(CompiledProfile.TryRead(
            ((MadeContent)made.Content).Bytes.Span, out CompiledProfile? profile, out _));
        string[] said = [.. profile.Entries.Select(e => ProfilePrinter.Say(e, ProfileTags.BuiltIn))
            .Select(s => $"{s.Name}:{s.Value}")];
        Assert.Equal(isForeign, said.Contains("Dhcp:1"));
        Assert.Equal(isForeign, said.Contains("UseTftp:1"));
    }

    [Fact]
    public void A_compiled_profile_goes_as_it_is()
    {
        byte[] compiled = Convert.FromHexString("23617461FFFE0400E50006170431323334");
        Question question = new(new MemoryShelf().Root((Name, compiled)));
        Assert.Equal(compiled, question.Bytes(question.Get(Name)));
    }
}
