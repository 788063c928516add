"""The words of people's lists: what columns are called, how somebody says yes, and what languages are called.

In the languages that the layouts speak; all without accents, hyphens and capitals, as `folded` leaves them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

#: By kind of column: English, then Spanish, French, German, Italian, Portuguese, Arabic, Hebrew, Persian, Chinese,
#: Japanese, Korean, Hindi, Russian, Ukrainian, Greek, Polish, Vietnamese, Haitian Creole, Tagalog.
_COLUMNS = {
    "email": "email|e mail|mail|email address|e mail address|mail address|correo|correo electronico"
    "|direccion de correo|direccion de correo electronico|courriel|adresse e mail|adresse email|adresse mail"
    "|adresse electronique|adresse courriel|e mail adresse|email adresse|mailadresse|posta elettronica"
    "|indirizzo email|indirizzo e mail|endereco de email|endereco de e mail|endereco eletronico"
    '|correio eletronico|البريد الالكتروني|البريد|ايميل|الايميل|דואל|דוא״ל|דוא"ל|אימייל|כתובת אימייל|مايل|ایمیل'
    "|رايانامه|رایانامه|پست الکترونیک|电子邮件|电子邮箱|邮箱|電子郵件|電郵|メール|メールアドレス|eメール"
    "|電子メール|이메일|이메일 주소|메일|전자우편|ईमेल|ई मेल|ईमेल पता|эл. почта|электронная почта|почта|имеил"
    "|адрес электроннои почты|e mail адрес|електронна пошта|ел. пошта|пошта|адреса електронноi пошти"
    "|ηλ. ταχυδρομειο|ηλεκτρονικο ταχυδρομειο|ηλεκτρονικη διευθυνση|adres e mail|adres email|poczta"
    "|poczta elektroniczna|thu dien tu|dia chi email|dia chi thu dien tu|imel|adres imel|imel adres"
    "|kourye elektwonik|email adres",
    "address": "address|direccion|adresse|anschrift|indirizzo|endereco|morada|العنوان|כתובת|نشانی|ادرس|地址|住所"
    "|주소|पता|адрес|адреса|διευθυνση|adres|dia chi|adrès",
    "name": "name|full name|nombre|nombre completo|nombre y apellidos|nom|nom complet|vollstandiger name|nome"
    "|nome completo|nome e cognome|الاسم|الاسم الكامل|שם|שם מלא|نام|نام کامل|نام و نام خانوادگی|姓名|名字|名前"
    "|氏名|お名前|이름|성명|नाम|पूरा नाम|имя|фио|имя и фамилия|iм'я|iмя|ім'я|ім’я|імя|піб|ονομα|ονοματεπωνυμο"
    "|imie i nazwisko|imie|nazwa|ten|ho ten|ho va ten|non|non konple|pangalan|buong pangalan",
    "language": "language|idioma|lengua|langue|sprache|lingua|idioma preferido|اللغة|لغة|שפה|زبان|语言|語言|言語"
    "|언어|भाषा|язык|мова|γλωσσα|jezyk|ngon ngu|lang|lang yo pale|wika",
    "consent": "consent|consentimiento|consentement|einwilligung|zustimmung|einverstandnis|einverstanden|consenso"
    "|consentimento|autorizacion|الموافقة|موافقة|הסכמה|رضایت|موافقت|同意|同意書|동의|सहमति|согласие|згода"
    "|συγκαταθεση|συναινεση|zgoda|dong y|su dong y|konsantman|dako|pahintulot|pagsang ayon|agreed|permission"
    "|opt in",
}
_YES = (
    "yes|y|true|1|1.0|x|ok|si|s|verdadero|cierto|oui|o|vrai|ja|j|wahr|vero|sim|verdadeiro|نعم|اجل|כן|بله|اري|اری"
    "|是|是的|同意|はい|예|네|동의|हां|हाँ|जी हां|да|так|ναι|tak|prawda|co|dong y|wi|oo|opo|agreed|✓|✔|☑"
)
#: By tag, what a language is called: by those who speak it, in English, Spanish, French, German, Italian, Portuguese,
#: and whatever else is often written.
_LANGUAGES = {
    "en": "eng|english|ingles|anglais|englisch|inglese|الانجليزية|אנגלית|انگلیسی|英语|英語|英文|영어|अंग्रेजी"
    "|английскии|англiиська|англіиська|αγγλικα|angielski|tieng anh|angle",
    "es": "spa|spanish|espanol|espanola|castellano|espagnol|spanisch|spagnolo|espanhol|الاسبانية|ספרדית|اسپانیایی"
    "|西班牙语|スペイン語|스페인어|स्पेनिश|испанскии|ισπανικα|hiszpanski|tieng tay ban nha|panyol|kastila",
    "fr": "fre|fra|french|francais|francaise|frances|franzosisch|francese|الفرنسية|צרפתית|فرانسوی|法语|フランス語"
    "|프랑스어|फ्रेंच|французскии|γαλλικα|francuski|tieng phap|franse",
    "de": "ger|deu|german|deutsch|aleman|allemand|tedesco|alemao|الالمانية|גרמנית|آلمانی|المانی|德语|ドイツ語"
    "|독일어|जर्मन|немецкии|γερμανικα|niemiecki|tieng duc|alman",
    "it": "ita|italian|italiano|italien|italienisch|الايطالية|איטלקית|意大利语|イタリア語|이탈리아어|итальянскии"
    "|ιταλικα|wloski",
    "pt": "por|portuguese|portugues|portugais|portugiesisch|portoghese|البرتغالية|פורטוגזית|葡萄牙语|ポルトガル語"
    "|포르투갈어|португальскии|πορτογαλικα|portugalski|potige",
    "ar": "ara|arabic|عربي|العربية|عربية|arabe|arabisch|arabo|ערבית|عربی|阿拉伯语|アラビア語|아랍어|अरबी|арабскии"
    "|αραβικα|arabski",
    "he": "heb|iw|hebrew|עברית|hebreo|hebreu|hebraisch|ebraico|hebraico|العبرية|עיברית|иврит|εβραικα|hebrajski",
    "fa": "per|fas|persian|farsi|dari|فارسی|فارسي|دری|persa|persan|persisch|persiano|الفارسية|פרסית|波斯语"
    "|персидскии|фарси|perski",
    "zh": "chi|zho|cn|chinese|mandarin|中文|汉语|漢語|普通话|國語|简体中文|simplified chinese|chino|chinois"
    "|chinesisch|cinese|chines|الصينية|סינית|چینی|中国語|중국어|चीनी|китаискии|κινεζικα|chinski|tieng trung"
    "|tieng hoa|intsik",
    "zh-Hant": "繁體中文|繁体中文|traditional chinese|cantonese|廣東話|粤语",
    "ja": "jpn|jp|japanese|日本語|japones|japonais|japanisch|giapponese|日语|일본어|японскии|ιαπωνικα|japonski"
    "|tieng nhat",
    "ko": "kor|kr|korean|한국어|조선말|coreano|coreen|koreanisch|韩语|韓国語|кореискии|κορεατικα|koreanski|tieng han",
    "hi": "hin|hindi|हिन्दी|हिंदी|印地语|ヒンディー語|힌디어|хинди|χιντι",
    "ru": "rus|russian|русскии|ruso|russe|russisch|russo|الروسية|רוסית|روسی|俄语|ロシア語|러시아어|रूसी|росiиська"
    "|росіиська|ρωσικα|rosyjski|tieng nga",
    "uk": "ukr|ua|ukrainian|украiнська|українська|украінська|ucraniano|ukrainien|ukrainisch|ucraino|الاوكرانية"
    "|אוקראינית|украинскии|乌克兰语|ουκρανικα|ukrainski",
    "el": "gre|ell|gr|greek|ελληνικα|griego|grec|griechisch|greco|grego|اليونانية|יוונית|греческии|希腊语|grecki",
    "pl": "pol|polish|polski|polaco|polonais|polnisch|polacco|polones|polska|польскии|польська|波兰语|πολωνικα",
    "vi": "vie|vietnamese|tieng viet|vietnamita|vietnamien|vietnamesisch|越南语|ベトナム語|베트남어|вьетнамскии",
    "ht": "hat|haitian creole|haitian|creole|kreyol|kreyol ayisyen|creole haitien|criollo haitiano|haitianisch",
    "tl": "tgl|fil|tagalog|filipino|pilipino|tagalo|philippin|他加禄语|タガログ語|타갈로그어",
    "nl": "dutch|nederlands|holandes|neerlandais|niederlandisch|olandese",
    "tr": "turkish|turkce|turco|turc|turkisch|التركية|турецкии",
    "ro": "romanian|romana|rumano|roumain|rumanisch|rumeno|romeno",
    "sv": "swedish|svenska|sueco|suedois|schwedisch",
    "so": "somali|soomaali|af soomaali",
    "am": "amharic|አማርኛ|amharique",
    "ur": "urdu|اردو",
    "bn": "bengali|bangla|বাংলা",
    "pa": "punjabi|ਪੰਜਾਬੀ|پنجابی",
    "ne": "nepali|नेपाली",
    "hy": "armenian|հայերեն",
    "sw": "swahili|kiswahili",
    "th": "thai|ไทย|ภาษาไทย",
    "hmn": "hmong|hmoob",
    "km": "khmer|cambodian|ភាសាខ្មែរ",
    "ps": "pashto|پښتو",
}


#: Letters whose stroke is a part of them.
_STROKES = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "-": " ", "_": " "})


@lru_cache(maxsize=1000)
def folded(text: str) -> str:
    """`text` without accents, capitals, hyphens, and more than one space in a row."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_STROKES))
    return " ".join("".join(letter for letter in letters if unicodedata.category(letter) != "Mn").split()).rstrip(":*")


def _by_word(table: Mapping[str, str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for meaning, words in table.items():
        for word in words.split("|"):
            found.setdefault(folded(word), meaning)
    return MappingProxyType(found)


#: What a column with this title holds: 'email', 'address', 'name', 'language' or 'consent'.
COLUMNS = _by_word(_COLUMNS)
#: Words that say that somebody agreed.
YES = frozenset(map(folded, _YES.split("|")))
#: The tag of the language with this name.
LANGUAGES = _by_word(_LANGUAGES)
