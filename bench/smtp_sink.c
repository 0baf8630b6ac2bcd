// A mail relay that only counts: single-threaded, epoll, PIPELINING; notes when each message came
// and its Message-ID. usage: smtp_sink PORT [microseconds before each answer to a content]
// [microseconds before every answer]. Verbs of its own: XRESET, XCOUNT, XDUMP path.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <errno.h>
#include <time.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/resource.h>
#define MAXFD 65536
typedef struct { char *b; int n, cap; int data; int scan; int quit; char *o; int on, ocap; int rcpt; unsigned gen; } C;
static C cs[MAXFD];
typedef struct { double t; char id[40]; int rc; } R;
static R *rec; static long nrec, crec;
static long dd=0, rd=0;
static double now(void){struct timespec t;clock_gettime(CLOCK_MONOTONIC,&t);return t.tv_sec+t.tv_nsec*1e-9;}
typedef struct { double due; int fd; unsigned gen; char *o; int n; int quit; } Q;
static Q *q; static long qh=0, qt=0, qcap=0;
static void out(C*c,const char*s,int n){ if(c->on+n>c->ocap){c->ocap=(c->on+n)*2+256;c->o=realloc(c->o,c->ocap);} memcpy(c->o+c->on,s,n);c->on+=n;}
#define OUT(c,s) out(c,s,sizeof(s)-1)
static void closec(int fd){C*c=&cs[fd];c->gen++;c->n=0;c->data=0;c->scan=0;c->on=0;c->quit=0;c->rcpt=0;close(fd);}
static void wr(int fd,const char*o,int n){int k=0;while(k<n){int r=send(fd,o+k,n-k,MSG_NOSIGNAL);if(r<0){if(errno==EAGAIN){usleep(50);continue;}break;}k+=r;}}
static void flush_(int fd,int eod){C*c=&cs[fd]; if(!c->on)return; long d=rd+(eod?dd:0);
  if(!d){wr(fd,c->o,c->on);c->on=0;if(c->quit)closec(fd);return;}
  if(qt==qcap){ if(qh>qcap/2){memmove(q,q+qh,(qt-qh)*sizeof(Q));qt-=qh;qh=0;} else {qcap=qcap?qcap*2:4096;q=realloc(q,qcap*sizeof(Q));} }
  Q*e=&q[qt++];e->due=now()+d*1e-6;e->fd=fd;e->gen=c->gen;e->o=malloc(c->on);memcpy(e->o,c->o,c->on);e->n=c->on;e->quit=c->quit;c->on=0;}
static void record(C*c,char*m,int n){ if(nrec==crec){crec=crec?crec*2:131072;rec=realloc(rec,crec*sizeof(R));}
  R*r=&rec[nrec++];r->t=now();r->id[0]=0;r->rc=c->rcpt; char*p=memmem(m,n<2048?n:2048,"Message-ID: <",13); if(!p)p=memmem(m,n<2048?n:2048,"Message-Id: <",13);
  if(p){p+=13;int k=0;while(k<39&&p<m+n&&*p!='>'){r->id[k++]=*p++;}r->id[k]=0;}}
static int process(int fd){C*c=&cs[fd];int pos=0;int eod=0;
  for(;;){ if(c->data){ char*s=c->b+pos; int len=c->n-pos; 
      char*e=NULL; if(len>=3&&!memcmp(s,".\r\n",3)&&c->scan==0){e=s-2;} else { int from=c->scan>4?c->scan-4:0; e=memmem(s+from,len-from,"\r\n.\r\n",5);} 
      if(!e){c->scan=len;break;} record(c,s,e-s>0?e-s:0); pos=(e+5)-c->b; c->data=0;c->scan=0;c->rcpt=0; OUT(c,"250 2.0.0 Ok\r\n");eod=1; continue;}
    char*nl=memchr(c->b+pos,'\n',c->n-pos); if(!nl)break; char*l=c->b+pos; int len=nl-l; pos=nl+1-c->b;
    if(!strncasecmp(l,"MAIL",4)){OUT(c,"250 2.1.0 Ok\r\n");}
    else if(!strncasecmp(l,"RCPT",4)){c->rcpt++;OUT(c,"250 2.1.5 Ok\r\n");}
    else if(!strncasecmp(l,"DATA",4)){OUT(c,"354 go\r\n");c->data=1;c->scan=0;}
    else if(!strncasecmp(l,"EHLO",4)){OUT(c,"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 10000000\r\n");}
    else if(!strncasecmp(l,"QUIT",4)){OUT(c,"221 bye\r\n");c->quit=1;}
    else if(!strncasecmp(l,"XRESET",6)){nrec=0;OUT(c,"250 reset\r\n");}
    else if(!strncasecmp(l,"XCOUNT",6)){char t[64];int k=sprintf(t,"250 %ld\r\n",nrec);out(c,t,k);}
    else if(!strncasecmp(l,"XDUMP ",6)){char p[256];int k=len-6;if(k>0&&l[6+k-1]=='\r')k--;memcpy(p,l+6,k);p[k]=0;FILE*f=fopen(p,"w");for(long i=0;i<nrec;i++)fprintf(f,"%.6f %s %d\n",rec[i].t,rec[i].id,rec[i].rc);fclose(f);OUT(c,"250 dumped\r\n");}
    else OUT(c,"250 Ok\r\n"); }
  if(pos){memmove(c->b,c->b+pos,c->n-pos);c->n-=pos;} flush_(fd,eod); return 0;}
int main(int ac,char**av){ int port=atoi(av[1]); if(ac>2)dd=atol(av[2]); if(ac>3)rd=atol(av[3]);
  struct rlimit rl={MAXFD,MAXFD};setrlimit(RLIMIT_NOFILE,&rl);
  int s=socket(AF_INET,SOCK_STREAM,0),on=1;setsockopt(s,SOL_SOCKET,SO_REUSEADDR,&on,sizeof on);
  struct sockaddr_in a={0};a.sin_family=AF_INET;a.sin_port=htons(port);a.sin_addr.s_addr=inet_addr("127.0.0.1");
  if(bind(s,(void*)&a,sizeof a)){perror("bind");return 1;} listen(s,4096); int ep=epoll_create1(0);
  struct epoll_event ev={.events=EPOLLIN,.data.fd=s},evs[256];epoll_ctl(ep,EPOLL_CTL_ADD,s,&ev);
  for(;;){ int to=-1; struct timespec ts,*tp=NULL; if(qh<qt){double w=q[qh].due-now();if(w<0)w=0;ts.tv_sec=(long)w;ts.tv_nsec=(w-(long)w)*1e9;tp=&ts;}
    int n=epoll_pwait2(ep,evs,256,tp,NULL); (void)to;
    for(int i=0;i<n;i++){int fd=evs[i].data.fd; if(fd==s){int k=accept4(s,NULL,NULL,SOCK_NONBLOCK);if(k<0)continue;setsockopt(k,IPPROTO_TCP,TCP_NODELAY,&on,sizeof on);
        if(k>=MAXFD){close(k);continue;} cs[k].n=0;cs[k].data=0;cs[k].on=0;cs[k].quit=0;cs[k].scan=0;cs[k].rcpt=0; struct epoll_event e={.events=EPOLLIN,.data.fd=k};epoll_ctl(ep,EPOLL_CTL_ADD,k,&e);OUT(&cs[k],"220 sink ESMTP\r\n");flush_(k,0);continue;}
      C*c=&cs[fd]; if(c->cap-c->n<65536){c->cap=c->n+131072;c->b=realloc(c->b,c->cap);} int r=recv(fd,c->b+c->n,c->cap-c->n,0);
      if(r<=0){ if(r<0&&errno==EAGAIN)continue; closec(fd);continue;} c->n+=r; process(fd);}
    double t=now(); while(qh<qt&&q[qh].due<=t){Q e=q[qh++]; if(cs[e.fd].gen==e.gen){wr(e.fd,e.o,e.n);if(e.quit)closec(e.fd);} free(e.o);} if(qh==qt)qh=qt=0;
  }}
