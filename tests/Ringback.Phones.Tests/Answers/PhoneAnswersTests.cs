using System.Text;
using Ringback.Phones.Answers;
using Ringback.Files.Tests.Firmware;

namespace Ringback.Phones.Tests.Answers;

public sealed class PhoneAnswersTests
{
    [Theory]
    [InlineData("../secret.txt")]
    [InlineData("..\\secret.txt")]
    [InlineData("/../secret.txt")]
    [InlineData("a/../../secret.txt")]
    [InlineData("a\\..\\..\\secret.txt")]
    [InlineData("./../secret.txt")]
    [InlineData("..")]
    [InlineData("../OS79XX.TXT")]
    [InlineData(" ../secret.txt")]
    [InlineData("C:\\secret.txt")]
    [InlineData("c:/secret.txt")]
    public void A_name_that_leads_out_of_the_folder_is_refused(string name) =>
        Assert.IsType<Refused>(new Question(Shelf()).Ask(name));

    [Theory]
    [InlineData("\\\\host\\share\\other.txt")]
    [InlineData("//host/share/other.txt")]
    [InlineData("%2e%2e%2fother.txt")]
    [InlineData("..%2fother.txt")]
    [InlineData("..%5cother.txt")]
    [InlineData("\u00C0\u00AE\u00C0\u00AE/other.txt")]
    [InlineData("....//other.txt")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("~/other.txt")]
    [InlineData("*")]
    [InlineData("..\n/other.txt")]
    [InlineData("\u0001\u0002")]
    [InlineData("/")]
    [InlineData(" ")]
    public void A_trick_finds_nothing(string name) => Assert.IsNotType<Serve>(new Question(Shelf()).Ask(name));

    [Theory]
    [InlineData("../SIPDefault.cnf")]
    [InlineData("..\\P0S3-8-12-00.sb2")]
    [InlineData("../../OS79XX.TXT")]
    public void A_goal_does_not_make_a_trick_work(string name) =>
        Assert.IsType<Refused>((new Question(Shelf()) { Goal = "sip" }).Ask(name));

    [Theory]
    [InlineData("notes.txt ")]
    [InlineData("a\\b.txt")]
    [InlineData("..hidden")]
    [InlineData("strange\nname.txt")]
    [InlineData("P0S3-07-4-00 .bin.old")]
    public void A_file_that_really_has_a_strange_name_is_served_as_it_is(string name)
    {
        Question question = new(Shelf().Root(name, "mine"));
        Assert.Equal("mine", question.Text(name));
        Assert.Empty(question.Ask(name).Notes);
    }

    [Theory]
    [InlineData("ringtones/a.raw")]
    [InlineData("a/b/c/d.txt")]
    public void Folders_below_the_root_are_served(string name) =>
        Assert.Equal("mine", new Question(Shelf().Root(name, "mine")).Text(name));

    [Fact]
    public void A_file_of_the_library_is_found_by_its_name_alone() =>
        Assert.Equal("P0S3-8-12-00.sb2", new Question(new MemoryShelf().Library(SamplePackages.Sip812
            .Select(f => ("cisco/8.12/" + f.Name, f.Content)))).Get("P0S3-8-12-00.sb2").Name);

    [Fact]
    public void The_users_own_folder_comes_before_the_library()
    {
        MemoryShelf shelf = new MemoryShelf()
            .Library(("dialplan.xml", "library"u8.ToArray())).Root("dialplan.xml", "mine");
        Assert.Equal("mine", new Question(shelf).Text("dialplan.xml"));
    }

    [Theory]
    [InlineData("CTLSEP000E84C060A6.tlv")]
    [InlineData("RINGLIST.DAT")]
    [InlineData("unheard-of.bin")]
    public void What_is_not_there_is_not_here_and_the_reason_is_told(string name)
    {
        foreach (string? goal in (string?[])[null, "sip"])
        {
            NotHere answer = Assert.IsType<NotHere>((new Question(Shelf()) { Goal = goal }).Ask(name));
            Assert.NotEmpty(answer.Because);
        }
    }

    [Fact]
    public void Every_question_has_an_answer_whatever_its_bytes()
    {
        for (int seed = 0; seed < 400; seed++)
        {
            Random random = new(seed);
            byte[] name = new byte[random.Next(1, 60)];
            random.NextBytes(name);
            "/\\.\r\n :P0"u8[..random.Next(9)].CopyTo(name.Length < 9 ? new byte[9] : name);
            foreach (string? goal in (string?[])[null, "sip"])
            {
                FileAnswer answer = (new Question(Shelf()) { Goal = goal }).Ask(Encoding.Latin1.GetString(name));
                Assert.False(answer is Serve, $"seed {seed}");
            }
        }
    }

    [Fact]
    public void The_same_question_has_the_same_answer()
    {
        Question question = new(Shelf()) { Goal = "sip" };
        Assert.Equal(question.Text("SIPDefault.cnf"), question.Text("SIPDefault.cnf"));
    }

    private static MemoryShelf Shelf() =>
        new MemoryShelf().Root("other.txt", "not yours").Library(SamplePackages.Sip812);

    [Theory]
    [InlineData("SIP001122AABB90.cnf")]
    [InlineData("P0S3-8-12-00.sb2")]
    [InlineData("dialplan.xml")]
    public void A_file_that_must_not_be_read_is_told_as_such_with_the_command_that_mends_it(string name)
    {
        FileAnswer answer = new Question(new MemoryShelf { Forbidden = name }).Ask(name);
        Assert.IsType<NotHere>(answer);
        Assert.Contains($"chmod a+r /srv/tftp/{name}", answer.Because);
    }
}
